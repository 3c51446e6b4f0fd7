import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { LEAST_PASSWORD, RegistrationForm } from '../../../accounts/account-fields.js';
import { Registrations } from '../../../accounts/registrations.js';
import { Allow } from '../../../auth/allow.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { passwordSentence } from '../password-sentence.js';
import { RegisteredPage, RegisterPage } from './register-page.js';
import { usernameSentence } from './username-sentence.js';

const EMPTY = { username: '', email: '', displayName: '' };

/** Getting an account. */
@Controller('register')
@Allow('anyone')
export class RegisterPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly registrations: Registrations,
  ) {}

  @Get()
  @Html()
  async form(@Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    return page(RegisterPage({ frame, ...EMPTY, least: LEAST_PASSWORD, errors: [] }));
  }

  /** What follows is the same whether the address is known or not. */
  @Post()
  async register(@Req() request: Request, @Res() response: Response): Promise<void> {
    const frame = await this.frames.of(request);
    const given = {
      username: typed(request, 'username').trim(),
      email: typed(request, 'email'),
      displayName: typed(request, 'displayName'),
    };
    const password = typed(request, 'password');
    try {
      const displayName = given.displayName.trim() === '' ? undefined : given.displayName;
      const form = checkForm(RegistrationForm, { ...given, displayName, password, locale: frame.locale });
      await this.registrations.register(form, frame.locale, originOf(request));
      response.redirect(303, linkTo(frame, '/register/done'));
    } catch (error) {
      const refusal = refusalOf(error);
      const sentences = {
        username: usernameSentence(given.username),
        email: 'error.email',
        password: passwordSentence(password),
        displayName: 'error.displayName',
      } as const;
      const errors = fieldErrors(frame, refusal, sentences, LEAST_PASSWORD);
      const view = { frame, ...given, least: LEAST_PASSWORD, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(RegisterPage(view)));
    }
  }

  @Get('done')
  @Html()
  async done(@Req() request: Request): Promise<string> {
    return page(RegisteredPage({ frame: await this.frames.of(request) }));
  }
}
