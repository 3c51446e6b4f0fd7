import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { Callers } from '../../../auth/callers.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { SessionCookie } from '../../../auth/session-cookie.js';
import { SignOut } from '../../../auth/sign-out.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
import { LoginBody } from '../../api/auth-schemas.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { deskOf } from '../../layout/navigation.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { readKept } from '../kept-form.js';
import { localPath } from '../local-path.js';
import { KeptPage } from './kept-page.js';
import { LoginPage, type LoginView } from './login-page.js';
import { LoginVisitors } from './login-visitors.js';
import { PageFrames } from '../page-frames.js';

/** Signing in and out by forms. */
@Controller()
@Allow('anyone')
export class LoginController {
  constructor(
    private readonly frames: PageFrames,
    private readonly callers: Callers,
    private readonly cookie: SessionCookie,
    private readonly signOut: SignOut,
    private readonly visitors: LoginVisitors,
  ) {}

  /** `?next` is where to go on to; `?again` says that a step needs a recent sign-in. */
  @Get('login')
  @Html()
  async form(
    @Query('next') next: unknown,
    @Query('again') again: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    this.visitors.check(response);
    const view = {
      checksCookies: true,
      frame: await this.frames.of(request),
      login: '',
      rememberMe: false,
      errors: [],
      notice: again === undefined ? undefined : ('again' as const),
      next: localPath(next),
    };
    return page(LoginPage(view));
  }

  @Post('login')
  async signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = {
      login: typed(request, 'login'),
      password: typed(request, 'password'),
      rememberMe: typed(request, 'rememberMe') === 'true',
    };
    const next = localPath(typed(request, 'next'));
    const kept = readKept(typed(request, 'kept'));
    try {
      if (typed(request, 'checked') === 'true' && !this.visitors.keepCookies(request)) throw cookiesOff();
      // Sign-in reads the body itself, for forms and programs alike.
      request.body = checkForm(LoginBody, form);
      const { session, account } = await this.callers.signIn(request, response);
      this.cookie.set(response, session);
      await this.visitors.choice.signedIn(request, response, account);
      const on = next ?? deskOf(account.role);
      if (kept === undefined) return response.redirect(303, linkTo(this.frames.make(request), on));
      const frame = { ...this.frames.make(request, account), signOutPath: '/logout' };
      response
        .status(200)
        .type('html')
        .send(page(KeptPage({ frame, kept, username: account.username, next: on })));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      this.visitors.check(response);
      const view = {
        frame,
        checksCookies: true,
        login: form.login,
        rememberMe: form.rememberMe,
        errors: fieldErrors(frame, refusal, { login: 'error.login', password: 'error.password' }),
        notice: noticeOf(refusal),
        waitMinutes: waitMinutes(refusal),
        next,
        kept,
      };
      showAgain(response, refusal, page(LoginPage(view)));
    }
  }

  @Post('logout')
  async end(
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.signOut.end(principal, originOf(request));
    this.cookie.clear(response);
    response.redirect(303, linkTo(this.frames.make(request), '/'));
  }
}

const COOKIES_OFF = 'cookies-off';

/** Refuses a sign-in by a form whose page set a cookie that did not come back: the session would not come back either. */
function cookiesOff(): Problem {
  return new Problem(422, COOKIES_OFF, 'This browser keeps no cookies, and nobody can be signed in without.');
}

function noticeOf({ status, code }: Problem): LoginView['notice'] {
  if (code === COOKIES_OFF) return 'cookies';
  return status === 401 ? 'refused' : undefined;
}
