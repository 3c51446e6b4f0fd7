import { Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { RequestOpening } from '../../../requests/request-opening.js';
import { RequestWithdrawal } from '../../../requests/request-withdrawal.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { ButtonPage } from '../site/button-page.js';
import { CasePages } from './case-pages.js';
import { readToken } from '../link-token.js';
import { PageFrames } from '../page-frames.js';
import { RequestPage } from './request-page.js';
import { readReference } from './request-reference.js';
import { presentRequest } from './request-view.js';

const HTML = ['Content-Type', 'text/html; charset=utf-8'] as const;

/** A person's way through one request: the link in the mail, the case, taking it back. */
@Controller('requests')
export class RequestPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly opening: RequestOpening,
    private readonly cookie: SessionCookie,
    private readonly withdrawal: RequestWithdrawal,
    private readonly cases: CasePages,
  ) {}

  /** Shows a button only: mail programs open links by themselves. */
  @Get('confirm/:token')
  @Header(...HTML)
  @Allow('anyone')
  async confirmForm(@Param('token') token: string, @Req() request: Request): Promise<string> {
    readToken(token);
    return page(ButtonPage({ frame: await this.frames.of(request), step: 'confirmRequest' }));
  }

  @Post('confirm/:token')
  @Allow('anyone')
  async confirm(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const replaced = this.cookie.read(request);
    const opened = await this.opening.open(readToken(token), originOf(request), replaced);
    this.cookie.set(response, opened.session);
    const frame = this.frames.make(request);
    const path = linkTo(frame, `/requests/${opened.request.reference}`);
    response.redirect(303, `${path}${path.includes('?') ? '&' : '?'}confirmed`);
  }

  @Get(':reference')
  @Header(...HTML)
  @Allow('requester')
  async view(
    @Param('reference') reference: string,
    @Query('confirmed') confirmed: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const shown = await this.cases.show(principal, readReference(reference));
    const view = presentRequest(await this.frames.of(request), shown, confirmed !== undefined);
    return page(RequestPage(view));
  }

  @Post(':reference/withdraw')
  @Allow('requester')
  async withdraw(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.withdrawal.withdraw(principal, readReference(reference), originOf(request));
    response.redirect(303, linkTo(this.frames.make(request), `/requests/${readReference(reference)}`));
  }
}
