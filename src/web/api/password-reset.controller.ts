import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { PasswordResets } from '../../auth/password-resets.js';
import { ResetConfirmation } from '../../auth/reset-confirmation.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { NewPasswordBody, ResetBody } from './auth-schemas.js';

/** A new password for whoever forgot the old one. */
@Controller('api/v1/auth/password-reset')
@Allow('anyone')
export class PasswordResetController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly confirmation: ResetConfirmation,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @HttpCode(202)
  @Operation({
    summary:
      'Mail a link that chooses a new password; the answer is the same whether the address is known or not',
    body: ResetBody,
    answers: { 202: ['Always the same'], 429: ['Too many'] },
  })
  async ask(@Body() body: z.output<typeof ResetBody>, @CallOrigin() origin: Origin): Promise<void> {
    await this.resets.ask(body.email, origin);
  }

  @Post('confirm')
  @HttpCode(204)
  @Operation({
    summary: 'Choose a password by the link in the mail; signs out everywhere',
    body: NewPasswordBody,
    answers: {
      204: ['The password is changed; a mail says so, and from which IP address'],
      422: ['The link is used or out of date, or the password is easily guessed'],
      503: ['Too many at this moment'],
    },
  })
  async confirm(
    @Body() body: z.output<typeof NewPasswordBody>,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.confirmation.confirm(body.token, body.password, origin);
    this.cookie.clear(response);
  }
}
