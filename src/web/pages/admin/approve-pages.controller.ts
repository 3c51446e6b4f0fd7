import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { RequestDecisions } from '../../../requests/request-decisions.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { ApprovePage } from './approve-page.js';
import { Approvals } from './approvals-view.js';

/** Approving, on a page that shows what it does. */
@Controller('admin/requests/:reference/approve')
@Allow('admin')
export class ApprovePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly approvals: Approvals,
    private readonly decisions: RequestDecisions,
  ) {}

  /** Makes a fresh dry run of an erasure: the approval is for that one. */
  @Get()
  async form(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const frame = await this.frames.of(request);
    const official = { accountId, origin: originOf(request) };
    const view = await this.approvals.show(frame, official, reference);
    if (view === undefined) response.redirect(303, linkTo(frame, `/admin/requests/${reference}`));
    else response.type('html').send(page(ApprovePage(view)));
  }

  @Post()
  async approve(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const frame = await this.frames.of(request);
    const official = { accountId, origin: originOf(request) };
    const changed = await this.approvals.changed(frame, official, reference, typed(request, 'plannedAt'));
    if (changed !== undefined) {
      response
        .status(409)
        .type('html')
        .send(page(ApprovePage(changed)));
      return;
    }
    await this.decisions.approve(official, reference);
    response.redirect(303, doneAt(frame, `/admin/requests/${reference}`, 'done.case.approved'));
  }
}
