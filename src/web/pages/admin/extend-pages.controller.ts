import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenCite } from '../../../policy/cites.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { MailPreviews } from '../../../requests/mail-previews.js';
import { type Official } from '../../../requests/office-desk.js';
import { RequestHandling } from '../../../requests/request-handling.js';
import { ExtensionBody } from '../../api/request-schemas.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { CaseOffers } from './case-offers.js';
import { ExtendPage, ExtendPreviewPage, type ExtendView } from './extend-page.js';

/** Taking longer, after having read the mail that says so. */
@Controller('admin/requests/:reference/extend')
@Allow('admin')
export class ExtendPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly offers: CaseOffers,
    private readonly previews: MailPreviews,
    private readonly handling: RequestHandling,
  ) {}

  @Get()
  async form(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const view = await this.view(request, accountId, reference);
    if (view !== undefined) response.type('html').send(page(ExtendPage(view)));
    else response.redirect(303, linkTo(this.frames.make(request), `/admin/requests/${reference}`));
  }

  @Post()
  @HttpCode(200)
  async step(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const view = await this.view(request, accountId, reference);
    if (view === undefined) {
      response.redirect(303, linkTo(this.frames.make(request), `/admin/requests/${reference}`));
      return;
    }
    try {
      await this.take({ accountId, origin: originOf(request) }, view, typed(request, 'step'), response);
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(view.frame, refusal, { reason: 'error.case.reason' });
      showAgain(response, refusal, page(ExtendPage({ ...view, errors })));
    }
  }

  private async take(official: Official, view: ExtendView, step: string, response: Response): Promise<void> {
    if (step === 'change') {
      response.type('html').send(page(ExtendPage(view)));
      return;
    }
    const { reason } = checkForm(ExtensionBody, { reason: view.reason });
    if (step === 'send') {
      await this.handling.extend(official, view.reference, reason);
      response.redirect(303, doneAt(view.frame, `/admin/requests/${view.reference}`, 'done.case.extended'));
      return;
    }
    const { request } = await this.files.open(official, view.reference);
    const mail = await this.previews.extension(request, reason, view.to);
    response.type('html').send(page(ExtendPreviewPage({ view, mail })));
  }

  /** @returns undefined where the law gives no longer time, or none any more */
  private async view(
    request: Request,
    accountId: string,
    reference: string,
  ): Promise<ExtendView | undefined> {
    const asked = await this.files.glance({ accountId }, reference);
    const later = this.offers.later(asked);
    if (later === undefined) return undefined;
    const frame = await this.frames.of(request);
    return {
      frame,
      reference,
      from: asked.dueOn,
      to: later.dueOn,
      cite: later.cite === undefined ? asked.regime : writtenCite(later.cite, frame.locale),
      reason: typed(request, 'reason'),
      errors: [],
    };
  }
}
