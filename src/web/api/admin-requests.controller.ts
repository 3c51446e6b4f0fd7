import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type z } from 'zod';
import { Accounts } from '../../accounts/accounts.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { CallerLocale } from '../../platform/http/caller-locale.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { invalidField } from '../../platform/http/problem.js';
import { type Locale } from '../../platform/i18n/locale.js';
import { CaseFiles } from '../../requests/case-file.js';
import { OfficeIntake } from '../../requests/office-intake.js';
import { RequestQueue } from '../../requests/request-queue.js';
import { officeInstant } from './office-instant.js';
import { pageOf } from './page-schema.js';
import { presentCase, presentQueueItem } from './request-presenter.js';
import { CaseView, OfficeFormBody, QueueItemView, QueueQuery, ReferenceParams } from './request-schemas.js';

/** The office's queue and cases. */
@Controller('api/v1/admin/requests')
@Allow('admin')
export class AdminRequestsController {
  constructor(
    private readonly queue: RequestQueue,
    private readonly files: CaseFiles,
    private readonly intake: OfficeIntake,
    private readonly accounts: Accounts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    summary: 'The queue, least time left first; without ?state every open case',
    query: QueueQuery,
    answers: { 200: ['A page', pageOf(QueueItemView)] },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Query() query: z.output<typeof QueueQuery>,
  ) {
    const { limit, cursor, assignee, state, kind, due, held, second, q } = query;
    const filter = {
      state,
      kind,
      due,
      held,
      second,
      q,
      assignee: await this.assigneeId(assignee, accountId),
    };
    const { items, next } = await this.queue.list({ ...filter, viewer: accountId }, limit, cursor);
    return {
      items: items.map((request) => presentQueueItem(request, this.config.approvals, this.clock.now())),
      next,
    };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Record a request that came by letter, mail or in person',
    body: OfficeFormBody,
    answers: { 201: ['The recorded request', QueueItemView] },
  })
  async record(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Body() body: z.output<typeof OfficeFormBody>,
    @CallerLocale() locale: Locale,
    @CallOrigin() origin: Origin,
  ) {
    const receivedAt = officeInstant(body.receivedAt, this.config.zone);
    const request = await this.intake.add(admin.accountId, { ...body, receivedAt }, locale, origin);
    return presentQueueItem(request, this.config.approvals, this.clock.now());
  }

  @Get(':reference')
  @Operation({
    summary: 'A case with who asked, its timeline, messages and decisions; each look is logged',
    params: ReferenceParams,
    answers: { 200: ['The case', CaseView], 403: ['The admin’s own case'], 404: ['No such case'] },
  })
  async view(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    const file = await this.files.open({ accountId: admin.accountId, origin }, reference);
    return presentCase(file, this.config.approvals, this.clock.now());
  }

  private async assigneeId(username: string | undefined, caller: string): Promise<string | null | undefined> {
    if (username === undefined) return undefined;
    if (username === 'me') return caller;
    if (username === 'none') return null;
    const account = await this.accounts.byUsername(username);
    if (account === undefined) throw invalidField('?assignee', 'There is no account of that user name.');
    return account.id;
  }
}
