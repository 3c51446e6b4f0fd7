import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { BanDesk } from '../../comments/ban-desk.js';
import { type Ban } from '../../comments/bans.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { emailAddress, instant, paragraphs, lang } from '../../platform/http/text-schemas.js';
import { pageOf, paging } from './page-schema.js';
import { EmptyBody } from './request-schemas.js';

const BanBody = z.strictObject({
  email: emailAddress,
  reason: paragraphs(500),
  until: instant.optional().describe('Without it the ban stays until it is lifted.'),
});
const BansQuery = z.strictObject({
  ...paging,
  lang,
  email: emailAddress.optional().describe('Only bans on this address.'),
});
const BanParams = z.object({ id: z.uuid() });
const BanView = z.object({
  id: z.uuid(),
  reason: z.string().nullable().describe('Null once the person was erased.'),
  createdAt: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});

/** Addresses whose comments wait for an admin. No answer names an address: only its keyed hash is kept. */
@Controller('api/v1/admin/bans')
@Allow('admin')
export class BansController {
  constructor(private readonly desk: BanDesk) {}

  @Get()
  @Operation({
    summary: 'Bans in force, newest first',
    query: BansQuery,
    answers: { 200: ['A page', pageOf(BanView)] },
  })
  async list(@Query() query: z.output<typeof BansQuery>) {
    const { items, next } = await this.desk.list(query.limit, query.email, query.cursor);
    return { items: items.map(present), next };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Let the comments of an address wait for an admin; its owner is not told',
    body: BanBody,
    answers: { 201: ['The ban', BanView] },
  })
  async place(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: z.output<typeof BanBody>,
    @CallOrigin() origin: Origin,
  ) {
    return present(await this.desk.place({ accountId, origin }, body));
  }

  @Post(':id/lift')
  @HttpCode(200)
  @Operation({
    summary: 'End a ban for good',
    params: BanParams,
    body: EmptyBody,
    bodyOptional: true,
    answers: { 200: ['The ban that was lifted', BanView], 404: ['No such ban'] },
  })
  async lift(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    return present(await this.desk.lift({ accountId, origin }, id));
  }
}

function present({ id, reason, createdAt, until }: Ban): z.input<typeof BanView> {
  return { id, reason, createdAt: createdAt.toISOString(), until: until?.toISOString() ?? null };
}
