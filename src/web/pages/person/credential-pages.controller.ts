import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { LEAST_PASSWORD, ProfileChanges } from '../../../accounts/account-fields.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal, isRecent } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { Clock } from '../../../platform/clock/clock.js';
import { PasswordChangeBody } from '../../api/own-data.controller.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { passwordSentence, wrongPassword } from '../password-sentence.js';
import { AddressForm, PasswordForm } from './account-forms.js';
import { CredentialChanges } from './credential-changes.js';

/** Changing what an account signs in with. */
@Controller('account')
@Allow('member')
export class CredentialPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly changes: CredentialChanges,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
  ) {}

  @Get('address')
  @Html()
  async addressForm(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    const asksPassword = !isRecent(principal, this.clock.now());
    const frame = await this.frames.of(request);
    return page(AddressForm({ frame, email: '', asksPassword, errors: [] }));
  }

  /** The new address is in use once the link in the mail to it was opened. */
  @Post('address')
  async address(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asksPassword = !isRecent(principal, this.clock.now());
    const given = typed(request, 'email');
    try {
      const { email } = checkForm(ProfileChanges.required({ email: true }), { email: given });
      await this.changes.address(principal, email, asksPassword, request, response);
      response.redirect(303, doneAt(this.frames.make(request), '/account', 'done.addressAsked'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = [
        ...wrongPassword(frame, refusal),
        ...fieldErrors(frame, refusal, { email: 'error.email' }),
      ];
      const view = { frame, email: given, asksPassword, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(AddressForm(view)));
    }
  }

  @Get('password')
  @Html()
  async passwordForm(@Req() request: Request): Promise<string> {
    return page(PasswordForm({ frame: await this.frames.of(request), least: LEAST_PASSWORD, errors: [] }));
  }

  @Post('password')
  async password(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const given = { current: typed(request, 'current'), password: typed(request, 'password') };
    try {
      const form = checkForm(PasswordChangeBody, given);
      await this.changes.password(principal, form, request);
      this.cookie.clear(response);
      response.redirect(303, doneAt(this.frames.make(request), '/login', 'done.passwordChanged'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const sentences = {
        current: 'error.wrongPassword',
        password: passwordSentence(given.password),
      } as const;
      const errors = [
        ...wrongPassword(frame, refusal),
        ...fieldErrors(frame, refusal, sentences, LEAST_PASSWORD),
      ];
      const view = { frame, least: LEAST_PASSWORD, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(PasswordForm(view)));
    }
  }
}
