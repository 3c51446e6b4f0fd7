import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CaseFiles } from '../../requests/case-file.js';
import { RequestAcknowledgement } from '../../requests/request-acknowledgement.js';
import { RequestBulk } from '../../requests/request-bulk.js';
import { RequestNotes } from '../../requests/request-notes.js';
import { BulkBody, BulkView, NoteBody, NoteView } from './case-work-schemas.js';
import { ReferenceParams } from './request-schemas.js';

const REFUSED = { 403: ['The admin’s own case'], 404: ['No such case'] } as const;

/** What admins do to cases beside deciding them: many at once, arrivals to confirm, notes for each other. */
@Controller('api/v1/admin/requests')
@Allow('admin')
export class AdminCaseWorkController {
  constructor(
    private readonly bulk: RequestBulk,
    private readonly acknowledgement: RequestAcknowledgement,
    private readonly notes: RequestNotes,
    private readonly files: CaseFiles,
  ) {}

  @Post('bulk')
  @HttpCode(200)
  @Operation({
    summary: 'Take many cases, or tell their people that the requests have arrived; never a decision',
    body: BulkBody,
    answers: { 200: ['What was done, and what was left as it was', BulkView] },
  })
  async many(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() { action, references }: z.output<typeof BulkBody>,
    @CallOrigin() origin: Origin,
  ) {
    const { done, skipped } = await this.bulk.act({ accountId, origin }, action, references);
    return { done, skipped: skipped.map(({ reference }) => reference), reasons: skipped };
  }

  @Post(':reference/acknowledge')
  @HttpCode(204)
  @Operation({
    summary: 'Tell the person that the request has arrived',
    params: ReferenceParams,
    answers: { 204: ['A mail is on its way'], ...REFUSED, 409: ['Done before, unconfirmed or closed'] },
  })
  async acknowledge(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.acknowledgement.acknowledge({ accountId, origin }, reference);
  }

  @Get(':reference/notes')
  @Operation({
    summary: 'What admins noted down for each other; each look is logged',
    params: ReferenceParams,
    answers: { 200: ['The notes, oldest first', NoteView.array()], ...REFUSED },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    const { notes } = await this.files.open({ accountId, origin }, reference);
    return notes.map((note) => ({ ...note, at: note.at.toISOString() }));
  }

  @Post(':reference/notes')
  @HttpCode(204)
  @Operation({
    summary: 'Note something down for the other admins; the person never sees it',
    params: ReferenceParams,
    body: NoteBody,
    answers: { 204: ['Noted'], ...REFUSED },
  })
  async note(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() { body }: z.output<typeof NoteBody>,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.notes.write({ accountId, origin }, reference, body);
  }
}
