import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { RetentionOutlook } from '../../../evidence/retention-outlook.js';
import { type HoldOfficial } from '../../../holds/hold.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { type PageFrame } from '../../layout/frame.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { type LastingSection } from './lasting-view.js';
import { LastingPages } from './lasting-pages.js';
import { RetentionPage } from './retention-page.js';
import { presentRetention } from './retention-view.js';

const SENTENCES = { retention: 'error.lastingChoice', reason: 'error.deskReason' } as const;

/** What goes by age, for admins and auditors; to admins also what data maps keep without an end. */
@Controller('admin/retention')
@Allow('staff')
export class RetentionPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly outlook: RetentionOutlook,
    private readonly lasting: LastingPages,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const section = frame.role === 'admin' ? await this.lasting.section(frame) : undefined;
    return this.render({ accountId, origin: originOf(request) }, frame, section);
  }

  /** Something that is kept without an end still must be kept. */
  @Post()
  @HttpCode(200)
  @Allow('admin')
  async review(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const official = { accountId, origin: originOf(request) };
    const form = { retention: typed(request, 'retention'), reason: typed(request, 'reason') };
    try {
      await this.lasting.review(official, form);
      response.redirect(303, doneAt(this.frames.make(request), '/admin/retention', 'done.retentionReviewed'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const section = await this.lasting.section(frame, form, fieldErrors(frame, refusal, SENTENCES));
      showAgain(response, refusal, await this.render(official, frame, section));
    }
  }

  private async render(
    official: HoldOfficial,
    frame: PageFrame,
    lasting: LastingSection | undefined,
  ): Promise<string> {
    const rules = await this.outlook.of(official);
    return page(RetentionPage({ frame, rules: presentRetention(frame, rules), lasting }));
  }
}
