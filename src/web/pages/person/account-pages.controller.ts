import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Profiles } from '../../../accounts/profiles.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { OwnData } from '../../api/own-data.js';
import { OwnRestrictions } from '../../api/own-restrictions.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { AccountAccess } from './account-access.js';
import { AccountPage } from './account-page.js';
import { presentAccountPage } from './account-view.js';
import { DataPage } from './data-page.js';
import { presentData } from './data-view.js';

/** One's own account: what it shows, and the end of its sessions. */
@Controller('account')
@Allow('member')
export class AccountPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly profiles: Profiles,
    private readonly access: AccountAccess,
    private readonly data: OwnData,
    private readonly restrictions: OwnRestrictions,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @Html()
  async view(@CurrentPrincipal() principal: AccountPrincipal, @Req() request: Request): Promise<string> {
    const { accountId, sessionId } = principal;
    const profile = await this.profiles.view({ accountId, origin: originOf(request) }, accountId);
    const sessions = await this.access.sessionsOf(accountId);
    const frame = await this.frames.of(request);
    return page(AccountPage(presentAccountPage(frame, profile, sessions, sessionId)));
  }

  /** Counted when it is asked for, before any request is made. */
  @Get('data')
  @Html()
  async held(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const held = await this.data.of(accountId);
    const [notMine, restricted] = [await this.data.notMine(accountId), await this.restrictions.of(accountId)];
    return page(DataPage(presentData(await this.frames.of(request), held, notMine, restricted)));
  }

  /** Who ends the session they have signs out of this browser. */
  @Post('sessions/:id/end')
  async endSession(
    @Param('id') id: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const own = await this.access.endOne(principal, readId(id), originOf(request));
    if (own) this.cookie.clear(response);
    const next = own ? '/login' : '/account';
    response.redirect(303, doneAt(this.frames.make(request), next, 'done.sessionEnded'));
  }

  @Post('sessions/end')
  async endSessions(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.access.endEverywhere(accountId, originOf(request));
    this.cookie.clear(response);
    response.redirect(303, doneAt(this.frames.make(request), '/login', 'done.signedOutEverywhere'));
  }
}
