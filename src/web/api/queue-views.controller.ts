import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type z } from 'zod';
import { type Account } from '../../accounts/account.js';
import { Accounts } from '../../accounts/accounts.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { Operation } from '../../platform/http/operation.js';
import { type QueueView, QueueViews } from '../../requests/queue-views.js';
import { listOf } from './auth-schemas.js';
import { QueueViewBody, QueueViewView, ViewParams } from './queue-view-schemas.js';
import { keptFilter, writtenFilter } from './view-filters.js';

/** Views of the queue that admins keep under a name. */
@Controller('api/v1/admin/views')
@Allow('admin')
export class QueueViewsController {
  constructor(
    private readonly views: QueueViews,
    private readonly accounts: Accounts,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Operation({
    summary: 'Saved views of the queue: the caller’s own and those that all admins share',
    answers: { 200: ['The oldest first', listOf(QueueViewView)] },
  })
  async list(@CurrentPrincipal() { accountId }: AccountPrincipal) {
    const [views, admins] = [await this.views.list(accountId), await this.admins()];
    return { items: views.map((view) => present(view, admins)), next: null };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Keep a view of the queue under a name',
    body: QueueViewBody,
    answers: { 201: ['Kept', QueueViewView], 409: ['There are as many as there may be'] },
  })
  async save(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: z.output<typeof QueueViewBody>,
  ) {
    const admins = await this.admins();
    const filter = keptFilter(body.filter, admins);
    return present(await this.views.save(accountId, { ...body, filter }), admins);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    summary: 'Delete a saved view of one’s own, or one that all admins share',
    params: ViewParams,
    answers: { 204: ['Deleted'], 404: ['No such view that the caller sees'] },
  })
  remove(@CurrentPrincipal() { accountId }: AccountPrincipal, @Param('id') id: string): Promise<void> {
    return this.views.remove(accountId, id);
  }

  private admins(): Promise<Account[]> {
    return this.accounts.admins(this.database.manager);
  }
}

function present(
  { id, name, filter, shared, createdAt }: QueueView,
  admins: readonly Account[],
): z.input<typeof QueueViewView> {
  return { id, name, filter: writtenFilter(filter, admins), shared, createdAt: createdAt.toISOString() };
}
