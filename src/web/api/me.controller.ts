import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Res } from '@nestjs/common';
import { type Response } from 'express';
import { type z } from 'zod';
import { ProfileChanges } from '../../accounts/account-fields.js';
import { Profiles } from '../../accounts/profiles.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, requireRecent } from '../../auth/principal.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { Sessions } from '../../auth/sessions.js';
import { SignOut } from '../../auth/sign-out.js';
import { Clock } from '../../platform/clock/clock.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { AccountView, presentAccount } from './account-presenter.js';
import { listOf, SessionParams, SessionView } from './auth-schemas.js';
import { EmptyBody } from './request-schemas.js';
import { LASTS } from '../../policy/written.js';

/** A person's own account. */
@Controller('api/v1/me')
@Allow('member')
export class MeController {
  constructor(
    private readonly profiles: Profiles,
    private readonly sessions: Sessions,
    private readonly signOut: SignOut,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({ summary: 'Everything the profile holds', answers: { 200: ['The profile', AccountView] } })
  async view(@CurrentPrincipal() { accountId }: AccountPrincipal, @CallOrigin() origin: Origin) {
    return presentAccount(await this.profiles.view({ accountId, origin }, accountId));
  }

  @Patch()
  @Operation({
    summary:
      'Edit the profile; null erases a field at once; a new address waits for the link in the mail to it',
    body: ProfileChanges,
    answers: {
      200: ['The profile as it is now', AccountView],
      403: [`A change of address needs a sign-in newer than ${LASTS.stepUp}`],
      422: ['A field cannot be accepted; the user name never changes'],
      429: ['Too many changes of address'],
    },
  })
  async edit(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Body() body: z.output<typeof ProfileChanges>,
    @CallOrigin() origin: Origin,
  ) {
    if (body.email !== undefined) requireRecent(principal, this.clock.now());
    const { accountId, authenticatedAt: provenAt } = principal;
    return presentAccount(await this.profiles.edit({ accountId, origin, provenAt }, accountId, body));
  }

  @Get('sessions')
  @Operation({
    summary: 'Where the account is signed in, the newest first',
    answers: { 200: ['All sessions', listOf(SessionView)] },
  })
  async listSessions(@CurrentPrincipal() principal: AccountPrincipal) {
    const sessions = await this.sessions.list(principal.accountId);
    return {
      items: sessions.map((session) => ({ ...session, current: session.id === principal.sessionId })),
      next: null,
    };
  }

  @Delete('sessions')
  @HttpCode(204)
  @Operation({
    summary: 'Sign out everywhere, here too',
    body: EmptyBody,
    bodyOptional: true,
    answers: { 204: ['No session is left'] },
  })
  async endSessions(
    @CurrentPrincipal() principal: AccountPrincipal,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signOut.endEverywhere(principal.accountId, origin);
    this.cookie.clear(response);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Operation({
    summary: 'End one of the account’s sessions; it is dead at once',
    params: SessionParams,
    body: EmptyBody,
    bodyOptional: true,
    answers: { 204: ['Ended'], 404: ['Not one of the account’s, or ended already'] },
  })
  async endSession(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (await this.signOut.endOne(principal, id, origin)) this.cookie.clear(response);
  }
}
