import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AuditEvents } from '../../../audit/audit-events.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { notFound } from '../../../platform/http/problem.js';
import { AuditStaff } from '../../api/audit-staff.js';
import { eventNumber, UnmaskBody } from '../../api/audit-schemas.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { askerOf, AuditDesk, SEARCH_ROWS } from './audit-desk.js';
import { EventPage } from './event-page.js';
import { presentRecord } from './event-view.js';
import { SEARCH_SENTENCES } from './search-errors.js';
import { readSearch, searchParams } from './search-form.js';
import { SearchPage } from './search-page.js';
import { presentSearch } from './search-view.js';

/** The log to look at: its search and its single events. */
@Controller('audit')
@Allow('auditor')
export class AuditPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: AuditDesk,
    private readonly events: AuditEvents,
    private readonly staff: AuditStaff,
  ) {}

  @Get()
  async search(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const form = readSearch(query);
    const cursor = typeof query.cursor === 'string' && query.cursor !== '' ? query.cursor : undefined;
    try {
      const settled = await this.desk.settled(form);
      if (settled.actor !== form.actor || settled.subject !== form.subject) {
        response.redirect(303, linkTo(frame, `/audit?${searchParams(settled).toString()}`));
        return;
      }
      const found = await this.desk.search(
        askerOf(auditor, request),
        form,
        cursor,
        frame.screen?.rows ?? SEARCH_ROWS,
      );
      response.type('html').send(page(SearchPage(presentSearch(frame, form, { cursor }, found))));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, SEARCH_SENTENCES);
      showAgain(response, refusal, page(SearchPage(presentSearch(frame, form, { errors }))));
    }
  }

  @Get('events/:seq')
  @Html()
  async event(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Param('seq') seq: string,
    @Req() request: Request,
  ): Promise<string> {
    const record = await this.events.look(readNumber(seq), askerOf(auditor, request));
    const frame = await this.frames.of(request);
    return page(EventPage(presentRecord(frame, record, await this.staff.of([record.item]))));
  }

  /** The values are in this answer alone: opened again, the page hides them. */
  @Post('events/:seq')
  @HttpCode(200)
  async unmask(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @Param('seq') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const seq = readNumber(number);
    const asker = askerOf(auditor, request);
    const frame = await this.frames.of(request);
    const given = typed(request, 'reason');
    try {
      const { reason } = checkForm(UnmaskBody, { reason: given });
      const open = await this.staff.unmask(seq, reason, asker);
      const record = await this.events.look(seq, asker);
      const staff = await this.staff.of([record.item]);
      response.type('html').send(page(EventPage(presentRecord(frame, record, staff, { open }))));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { reason: 'error.auditReason' });
      const record = await this.events.look(seq, asker);
      const view = presentRecord(frame, record, await this.staff.of([record.item]), {
        reason: given,
        errors,
      });
      showAgain(response, refusal, page(EventPage(view)));
    }
  }
}

/** @throws Problem 404 */
function readNumber(text: string): number {
  const parsed = eventNumber.safeParse(text);
  if (!parsed.success) throw notFound();
  return Number(parsed.data);
}
