import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { conflict } from '../../../platform/http/problem.js';
import { RequestMessages } from '../../../requests/request-messages.js';
import { RequestWithdrawal } from '../../../requests/request-withdrawal.js';
import { MessageBody } from '../../api/message-schemas.js';
import { RequestLimits } from '../../api/request-limits.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { wordsOf } from '../../layout/phrase.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { CasePages } from './case-pages.js';
import { kindName } from './kind-name.js';
import { RequestPage } from './request-page.js';
import { readReference } from '../path-reference.js';
import { presentRequest } from './request-view.js';
import { WithdrawPage } from './withdraw-page.js';

/** A person's way through one request: the case, what they write to the office, taking it back. */
@Controller('requests')
@Allow('requester')
export class RequestPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly cases: CasePages,
    private readonly messages: RequestMessages,
    private readonly withdrawal: RequestWithdrawal,
    private readonly limits: RequestLimits,
  ) {}

  @Get(':reference')
  @Html()
  async view(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const shown = await this.cases.show(principal, readReference(reference));
    return page(RequestPage(presentRequest(await this.frames.of(request), shown)));
  }

  @Post(':reference/messages')
  async write(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const message = typed(request, 'body');
    const frame = await this.frames.of(request);
    try {
      const { body } = checkForm(MessageBody, { body: message });
      await this.limits.message(reference);
      await this.messages.write(principal, reference, body, originOf(request));
      response.redirect(303, doneAt(frame, `/requests/${reference}`, 'done.messageSent'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { body: 'error.message' });
      const shown = await this.cases.show(principal, reference);
      const typedMessage = { typed: message, errors, waitMinutes: waitMinutes(refusal) };
      const view = presentRequest({ ...frame, path: `/requests/${reference}` }, shown, typedMessage);
      showAgain(response, refusal, page(RequestPage(view)));
    }
  }

  /** Asks first. */
  @Get(':reference/withdraw')
  @Html()
  async withdrawForm(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const shown = await this.cases.show(principal, readReference(reference));
    if (shown.withdrawPath === undefined)
      throw conflict('wrong-state', 'The request cannot be withdrawn any more.');
    const frame = await this.frames.of(request);
    const say = wordsOf(frame);
    const text =
      shown.bundle !== undefined
        ? say('withdraw.bundle')
        : say(shown.state === 'deferred' ? 'withdraw.deferred' : 'withdraw.text');
    const kind = kindName(frame, shown.kind, shown.forAnother);
    return page(WithdrawPage({ frame, reference: shown.reference, kind, text }));
  }

  @Post(':reference/withdraw')
  async withdraw(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    await this.withdrawal.withdraw(principal, reference, originOf(request));
    response.redirect(303, doneAt(this.frames.make(request), `/requests/${reference}`, 'done.withdrawn'));
  }
}
