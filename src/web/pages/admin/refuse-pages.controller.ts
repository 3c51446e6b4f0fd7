import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { MailPreviews } from '../../../requests/mail-previews.js';
import { type Official } from '../../../requests/office-desk.js';
import { RequestDecisions } from '../../../requests/request-decisions.js';
import { RefusalBody } from '../../api/request-schemas.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { RefusePage, RefusePreviewPage, type RefuseView } from './refuse-page.js';

/** Refusing, after having read the mail that says so. */
@Controller('admin/requests/:reference/refuse')
@Allow('admin')
export class RefusePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly previews: MailPreviews,
    private readonly decisions: RequestDecisions,
  ) {}

  @Get()
  async form(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(request, accountId, readReference(text));
    response.type('html').send(page(RefusePage(view)));
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
    try {
      await this.take({ accountId, origin: originOf(request) }, view, typed(request, 'step'), response);
    } catch (error) {
      const refusal = refusalOf(error);
      const sentences = { ground: 'error.case.ground', explanation: 'error.case.explanation' } as const;
      const errors = fieldErrors(view.frame, refusal, sentences);
      showAgain(response, refusal, page(RefusePage({ ...view, errors })));
    }
  }

  private async take(official: Official, view: RefuseView, step: string, response: Response): Promise<void> {
    if (step === 'change') {
      response.type('html').send(page(RefusePage(view)));
      return;
    }
    const { ground, explanation } = checkForm(RefusalBody, {
      ground: view.ground,
      explanation: view.explanation,
    });
    const { reference } = view.request;
    if (step === 'send') {
      await this.decisions.refuse(official, reference, ground, explanation);
      response.redirect(303, doneAt(view.frame, `/admin/requests/${reference}`, 'done.case.refused'));
      return;
    }
    const { request } = await this.files.open(official, reference);
    const mail = await this.previews.refusal(request, ground, explanation);
    response.type('html').send(page(RefusePreviewPage({ view, mail })));
  }

  private async view(request: Request, accountId: string, reference: string): Promise<RefuseView> {
    return {
      frame: await this.frames.of(request),
      request: await this.files.glance({ accountId }, reference),
      ground: typed(request, 'ground'),
      explanation: typed(request, 'explanation'),
      errors: [],
    };
  }
}
