import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { type z } from 'zod';
import { type AuditFilter } from '../../audit/audit-filter.js';
import { AuditLooks } from '../../audit/audit-looks.js';
import { AuditSearch } from '../../audit/audit-search.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, actorOf } from '../../auth/principal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { AuditPeople } from './audit-people.js';
import { AuditStaff } from './audit-staff.js';
import { AuditEventParams, AuditEventView, AuditPageView, AuditQuery, UnmaskBody } from './audit-schemas.js';

const STREAMS = { 'application/x-ndjson': 'ndjson', 'text/csv': 'csv' } as const;

/** The log, for auditors and nobody else. Each search and each export is itself an event. */
@Controller('api/v1/audit')
@Allow('auditor')
export class AuditController {
  constructor(
    private readonly audit: AuditSearch,
    private readonly people: AuditPeople,
    private readonly staff: AuditStaff,
    private readonly looks: AuditLooks,
  ) {}

  @Get('events')
  @Operation({
    summary: 'Search the log, newest first; as NDJSON or CSV every match in one stream',
    query: AuditQuery,
    produces: Object.keys(STREAMS),
    answers: { 200: ['A page, or a stream as Accept asks', AuditPageView] },
  })
  async events(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Query() query: z.output<typeof AuditQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const filter = await this.filterOf(query);
    const type = request.accepts(['application/json', ...Object.keys(STREAMS)]);
    const stream = type === 'application/x-ndjson' || type === 'text/csv' ? type : undefined;
    const asker = { auditor: actorOf(auditor), origin: originOf(request) };
    if (stream === undefined) {
      await this.looks.searched(asker, filter);
      response.json(await this.audit.search(filter, query));
      return;
    }
    await this.looks.exported(asker, filter);
    const rows = await this.audit.stream(filter, STREAMS[stream]);
    response.set('Content-Type', `${stream}; charset=utf-8`);
    // A reader that goes away ends the stream, which gives its connection back.
    await pipeline(rows, response).catch(() => undefined);
  }

  /** For programs as for pages: whoever needs the values of one event says why. */
  @Post('events/:seq/unmask')
  @HttpCode(200)
  @Operation({
    summary: 'One event with its personal values; the reason is recorded',
    params: AuditEventParams,
    body: UnmaskBody,
    answers: { 200: ['The event', AuditEventView], 404: ['No event has this number'] },
  })
  async unmask(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Param('seq') seq: string,
    @Body() { reason }: z.output<typeof UnmaskBody>,
    @Req() request: Request,
  ): Promise<z.output<typeof AuditEventView>> {
    const asker = { auditor: actorOf(auditor), origin: originOf(request) };
    const { item, actor } = await this.staff.unmask(Number(seq), reason, asker);
    return actor === undefined ? item : { ...item, actor: { ...item.actor, username: actor.username } };
  }

  private async filterOf(query: z.output<typeof AuditQuery>): Promise<AuditFilter> {
    const { actor, subject, action, reference, outcome, ip, from, to, q } = query;
    return {
      ...{ action, reference, outcome, ip, from, to, q },
      ...(actor === undefined ? {} : await this.people.actor(actor)),
      ...(subject === undefined ? {} : { subject: await this.people.pseudonymsFor(subject) }),
    };
  }
}
