import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AddressChanges } from '../../../accounts/address-changes.js';
import { RegistrationConfirmation } from '../../../accounts/registration-confirmation.js';
import { Allow } from '../../../auth/allow.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { StopLinks } from '../../../auth/stop-links.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { ButtonPage, type ButtonStep } from './button-page.js';
import { DonePage } from './done-page.js';
import { readToken } from '../link-token.js';
import { PageFrames } from '../page-frames.js';

/** What the links in an account's mails do. Opening one shows a button only: mail programs open links by themselves. */
@Controller()
@Allow('anyone')
export class AccountLinkPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly confirmation: RegistrationConfirmation,
    private readonly addresses: AddressChanges,
    private readonly stops: StopLinks,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('confirm-email/:token')
  @Html()
  confirmEmailForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    return this.button('confirmEmail', token, request);
  }

  @Post('confirm-email/:token')
  @HttpCode(200)
  @Html()
  async confirmEmail(@Param('token') token: string, @Req() request: Request): Promise<string> {
    await this.confirmation.confirm(readToken(token), originOf(request));
    return page(DonePage({ frame: await this.frames.of(request), step: 'confirmEmail' }));
  }

  @Get('confirm-address/:token')
  @Html()
  confirmAddressForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    return this.button('confirmAddress', token, request);
  }

  @Post('confirm-address/:token')
  @HttpCode(200)
  @Html()
  async confirmAddress(@Param('token') token: string, @Req() request: Request): Promise<string> {
    await this.addresses.confirm(readToken(token), originOf(request));
    return page(DonePage({ frame: await this.frames.of(request), step: 'confirmAddress' }));
  }

  @Get('stop/:token')
  @Html()
  stopForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    return this.button('stop', token, request);
  }

  @Post('stop/:token')
  @HttpCode(200)
  @Html()
  async stop(
    @Param('token') token: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    await this.stops.stop(readToken(token), originOf(request));
    this.cookie.clear(response);
    return page(DonePage({ frame: await this.frames.signedOut(request), step: 'stop' }));
  }

  private async button(step: ButtonStep, token: string, request: Request): Promise<string> {
    readToken(token);
    return page(ButtonPage({ frame: await this.frames.of(request), step }));
  }
}
