import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { PublishedPolicy } from '../../../policy/published-policy.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { RequestHandling } from '../../../requests/request-handling.js';
import { CompletionBody, StopBody } from '../../api/request-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { ClosingPage, type ClosingView } from './closing-page.js';
import { recipientsToTell } from './recipients-to-tell.js';

/** Steps that are asked about once more: stopping an erasure, closing what was done by hand. */
@Controller('admin/requests/:reference')
@Allow('admin')
export class ClosingPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly handling: RequestHandling,
    private readonly policy: PublishedPolicy,
  ) {}

  @Get('stop')
  @Html()
  async stopForm(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return page(ClosingPage(await this.view(request, principal, text, 'stopErasure')));
  }

  @Post('stop')
  async stop(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(request, principal, text, 'stopErasure');
    try {
      const { reason } = checkForm(StopBody, { reason: view.reason });
      const official = { accountId: principal.accountId, origin: originOf(request) };
      await this.handling.stop(official, view.reference, reason);
      response.redirect(303, doneAt(view.frame, `/admin/requests/${view.reference}`, 'done.case.stopped'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(view.frame, refusal, { reason: 'error.case.reason' });
      showAgain(response, refusal, page(ClosingPage({ ...view, errors })));
    }
  }

  @Get('complete')
  @Html()
  async completeForm(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return page(ClosingPage(await this.view(request, principal, text, 'complete')));
  }

  @Post('complete')
  async complete(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(request, principal, text, 'complete');
    try {
      const given = view.answer.trim() === '' ? {} : { answer: view.answer };
      const { answer } = checkForm(CompletionBody, given);
      const official = { accountId: principal.accountId, origin: originOf(request) };
      await this.handling.complete(official, view.reference, answer);
      response.redirect(303, doneAt(view.frame, `/admin/requests/${view.reference}`, 'done.case.completed'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(view.frame, refusal, { answer: 'error.case.body' });
      showAgain(response, refusal, page(ClosingPage({ ...view, errors })));
    }
  }

  private async view(
    request: Request,
    { accountId }: AccountPrincipal,
    text: string,
    step: ClosingView['step'],
  ): Promise<ClosingView> {
    const { reference, kind } = await this.files.glance({ accountId }, readReference(text));
    const frame = await this.frames.of(request);
    const policy = await this.policy.inForce();
    const recipients = step === 'complete' ? recipientsToTell(frame, kind, policy) : [];
    const [reason, answer] = [typed(request, 'reason'), typed(request, 'answer')];
    return { frame, reference, step, reason, answer, recipients, errors: [] };
  }
}
