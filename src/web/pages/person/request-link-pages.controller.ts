import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { RequestOpening } from '../../../requests/request-opening.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { fragment, page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { Progress } from '../../layout/progress.js';
import { readToken } from '../link-token.js';
import { PageFrames } from '../page-frames.js';
import { ButtonPage } from '../site/button-page.js';
import { CasePages } from './case-pages.js';
import { readReference } from '../path-reference.js';
import { presentProgress } from './request-view.js';

/** The link in a request's mail, and the part of its page that moves by itself. */
@Controller('requests')
export class RequestLinkPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly opening: RequestOpening,
    private readonly cookie: SessionCookie,
    private readonly cases: CasePages,
  ) {}

  /** Shows a button only: mail programs open links by themselves. */
  @Get('confirm/:token')
  @Html()
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
    const path = `/requests/${opened.request.reference}`;
    const readOnly = opened.opener.readOnly;
    response.redirect(303, readOnly ? linkTo(frame, path) : doneAt(frame, path, 'done.caseOpened'));
  }

  /** The bar alone; once the work is over, the page is asked to load anew. */
  @Get(':reference/progress')
  @Allow('requester')
  async progress(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const shown = await this.cases.progress(principal, readReference(reference));
    const view = shown && presentProgress(await this.frames.of(request), shown);
    if (view === undefined) response.set('HX-Refresh', 'true');
    response.type('html').send(view === undefined ? '' : fragment(Progress(view)));
  }
}
