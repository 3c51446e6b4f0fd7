import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { LEAST_PASSWORD } from '../../../accounts/account-fields.js';
import { FirstAdmin } from '../../../accounts/first-admin.js';
import { Allow } from '../../../auth/allow.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { refusalOf, showAgain, typed } from '../form-input.js';
import { readToken } from '../link-token.js';
import { PageFrames } from '../page-frames.js';
import { passwordSentence } from '../password-sentence.js';
import { FirstAdminPage } from './first-admin-page.js';

/** The set-up of a new portal, by the link that its start printed. */
@Controller('first-admin/:token')
@Allow('anyone')
export class FirstAdminController {
  constructor(
    private readonly frames: PageFrames,
    private readonly first: FirstAdmin,
  ) {}

  @Get()
  @Html()
  async form(@Param('token') token: string, @Req() request: Request): Promise<string> {
    await this.first.check(readToken(token));
    const frame = await this.frames.of(request);
    const empty = { username: '', email: '', displayName: '' };
    return page(FirstAdminPage({ frame, ...empty, least: LEAST_PASSWORD, errors: [] }));
  }

  @Post()
  async make(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const form = {
      username: typed(request, 'username'),
      email: typed(request, 'email'),
      displayName: typed(request, 'displayName'),
    };
    const password = typed(request, 'password');
    try {
      const displayName = form.displayName.trim() === '' ? undefined : form.displayName;
      await this.first.make(readToken(token), { ...form, displayName, password, locale: frame.locale });
      response.redirect(303, doneAt(frame, '/login', 'done.firstAdmin'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(
        frame,
        refusal,
        {
          username: 'error.username',
          email: 'error.email',
          displayName: 'error.displayName',
          password: passwordSentence(password),
        },
        LEAST_PASSWORD,
      );
      showAgain(response, refusal, page(FirstAdminPage({ frame, ...form, least: LEAST_PASSWORD, errors })));
    }
  }
}
