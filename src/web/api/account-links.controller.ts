import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { type z } from 'zod';
import { RegistrationForm } from '../../accounts/account-fields.js';
import { AddressChanges } from '../../accounts/address-changes.js';
import { RegistrationConfirmation } from '../../accounts/registration-confirmation.js';
import { Registrations } from '../../accounts/registrations.js';
import { Allow } from '../../auth/allow.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { StopLinks } from '../../auth/stop-links.js';
import { CallerLocale } from '../../platform/http/caller-locale.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { type Locale } from '../../platform/i18n/locale.js';
import { LinkBody } from './auth-schemas.js';

/** Getting an account, and what the links in its mails do. */
@Controller('api/v1/auth')
@Allow('anyone')
export class AccountLinksController {
  constructor(
    private readonly registrations: Registrations,
    private readonly confirmation: RegistrationConfirmation,
    private readonly addresses: AddressChanges,
    private readonly stops: StopLinks,
    private readonly cookie: SessionCookie,
  ) {}

  @Post('register')
  @HttpCode(201)
  @Operation({
    summary:
      'Ask for an account; the address is mailed, and the answer is the same whether it is known or not',
    body: RegistrationForm,
    answers: { 201: ['Look into the mailbox'], 429: ['Too many'], 503: ['Too many at this moment'] },
  })
  async register(
    @Body() body: z.output<typeof RegistrationForm>,
    @CallerLocale() locale: Locale,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.registrations.register(body, locale, origin);
  }

  @Post('confirm-email')
  @HttpCode(204)
  @Operation({
    summary: 'Make the account, by the link in the mail',
    body: LinkBody,
    answers: {
      204: ['The account is there'],
      409: ['Address or user name became an account’s meanwhile'],
      422: ['The link is used or out of date'],
    },
  })
  async confirmEmail(@Body() body: z.output<typeof LinkBody>, @CallOrigin() origin: Origin): Promise<void> {
    await this.confirmation.confirm(body.token, origin);
  }

  @Post('confirm-address')
  @HttpCode(204)
  @Operation({
    summary: 'Put a new address of an account in use, by the link in the mail to it',
    body: LinkBody,
    answers: {
      204: ['The address is in use; the former one is told'],
      409: ['The address became another account’s meanwhile'],
      422: ['The link is used or out of date'],
    },
  })
  async confirmAddress(@Body() body: z.output<typeof LinkBody>, @CallOrigin() origin: Origin): Promise<void> {
    await this.addresses.confirm(body.token, origin);
  }

  @Post('stop')
  @HttpCode(204)
  @Operation({
    summary: 'Undo a change of address or password that was not the owner’s, by the link in the mail',
    body: LinkBody,
    answers: {
      204: ['Everybody is signed out, the password is void, a replaced address is back'],
      422: ['The link is used or out of date'],
    },
  })
  async stop(
    @Body() body: z.output<typeof LinkBody>,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.stops.stop(body.token, origin);
    this.cookie.clear(response);
  }
}
