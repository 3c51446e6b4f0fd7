import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { LEAST_PASSWORD } from '../../../accounts/account-fields.js';
import { Allow } from '../../../auth/allow.js';
import { PasswordResets } from '../../../auth/password-resets.js';
import { ResetConfirmation } from '../../../auth/reset-confirmation.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { type Problem } from '../../../platform/http/problem.js';
import { NewPasswordBody, ResetBody } from '../../api/auth-schemas.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { DonePage } from './done-page.js';
import { fieldErrors } from '../field-errors.js';
import { ForgotPage } from './forgot-page.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { readToken } from '../link-token.js';
import { PageFrames } from '../page-frames.js';
import { passwordSentence } from '../password-sentence.js';
import { PasswordPage } from './password-page.js';

type Step = 'reset' | 'setUp';
/** Choosing a password: the way back for whoever forgot it, and the first one of an account. */
@Controller()
@Allow('anyone')
export class PasswordPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly resets: PasswordResets,
    private readonly confirmation: ResetConfirmation,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('forgot')
  @Html()
  async forgotForm(@Req() request: Request): Promise<string> {
    return page(ForgotPage({ frame: await this.frames.of(request), email: '', errors: [] }));
  }

  /** The page is the same whether the address is known or not. */
  @Post('forgot')
  @HttpCode(200)
  async forgot(@Req() request: Request, @Res() response: Response): Promise<void> {
    const typedEmail = typed(request, 'email');
    const frame = await this.frames.of(request);
    try {
      const { email } = checkForm(ResetBody, { email: typedEmail });
      await this.resets.ask(email, originOf(request));
      response.type('html').send(page(DonePage({ frame, step: 'forgot' })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { email: 'error.email' });
      const view = { frame, email: typedEmail, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(ForgotPage(view)));
    }
  }

  @Get('reset/:token')
  @Html()
  resetForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    return this.form('reset', token, request);
  }

  @Post('reset/:token')
  @HttpCode(200)
  reset(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.choose('reset', token, request, response);
  }

  @Get('set-up/:token')
  @Html()
  setUpForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    return this.form('setUp', token, request);
  }

  @Post('set-up/:token')
  @HttpCode(200)
  setUp(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.choose('setUp', token, request, response);
  }

  private async form(step: Step, token: string, request: Request): Promise<string> {
    readToken(token);
    const frame = await this.frames.of(request);
    return page(PasswordPage({ frame, step, least: LEAST_PASSWORD, errors: [] }));
  }

  private async choose(step: Step, text: string, request: Request, response: Response): Promise<void> {
    const token = readToken(text);
    const password = typed(request, 'password');
    try {
      checkForm(NewPasswordBody, { token, password });
      await this.confirmation.confirm(token, password, originOf(request));
      this.cookie.clear(response);
      const done = page(DonePage({ frame: await this.frames.signedOut(request), step: 'reset' }));
      response.type('html').send(done);
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = passwordErrors(frame, refusal, password);
      const view = { frame, step, least: LEAST_PASSWORD, errors };
      showAgain(response, refusal, page(PasswordPage(view)));
    }
  }
}

function passwordErrors(frame: PageFrame, refusal: Problem, password: string) {
  return fieldErrors(frame, refusal, { password: passwordSentence(password) }, LEAST_PASSWORD);
}
