import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { Profiles } from '../../accounts/profiles.js';
import { Allow } from '../../auth/allow.js';
import { Callers } from '../../auth/callers.js';
import { CurrentPrincipal, MaybePrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, type Principal } from '../../auth/principal.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { SignOut } from '../../auth/sign-out.js';
import { StepUp } from '../../auth/step-up.js';
import { CallOrigin, originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { AccountView, presentAccount } from './account-presenter.js';
import { LoginBody, StepUpBody } from './auth-schemas.js';
import { OwnChoice } from './own-choice.js';
import { EmptyBody } from './request-schemas.js';
import { LASTS } from '../../policy/written.js';

/** Signing in and out. */
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly callers: Callers,
    private readonly profiles: Profiles,
    private readonly cookie: SessionCookie,
    private readonly signOut: SignOut,
    private readonly stepUp: StepUp,
    private readonly choice: OwnChoice,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Allow('anyone')
  @Operation({
    summary: `Sign in; sets the session cookie for ${LASTS.session}, with \`rememberMe\` for ${LASTS.rememberedSession}`,
    body: LoginBody,
    answers: {
      200: ['The account', AccountView],
      401: ['The same for every failure'],
      429: ['Too many failures'],
      503: ['Too many sign-ins at this moment'],
    },
  })
  async login(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { account, session } = await this.callers.signIn(request, response);
    this.cookie.set(response, session);
    await this.choice.signedIn(request, response, account);
    const visitor = { accountId: account.id, origin: originOf(request) };
    return presentAccount(await this.profiles.view(visitor, account.id));
  }

  @Post('logout')
  @HttpCode(204)
  @Allow('anyone')
  @Operation({
    summary: 'Sign out; the session is dead at once',
    body: EmptyBody,
    bodyOptional: true,
    answers: { 204: ['Signed out'] },
  })
  async logout(
    @MaybePrincipal() principal: Principal | undefined,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signOut.end(principal, origin);
    this.cookie.clear(response);
  }

  @Post('step-up')
  @HttpCode(204)
  @Allow('member')
  @Operation({
    summary: `Give the password again, for what needs a sign-in newer than ${LASTS.stepUp}; changes the cookie`,
    body: StepUpBody,
    answers: {
      204: ['Done'],
      401: ['Wrong password'],
      429: ['Too many failures'],
      503: ['Too many sign-ins at this moment'],
    },
  })
  async renew(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Body() body: z.output<typeof StepUpBody>,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.cookie.set(response, await this.stepUp.renew(principal, body.password, origin));
  }
}
