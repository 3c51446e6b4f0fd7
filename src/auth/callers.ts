import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { authenticate } from './passport/authenticate.js';
import { BearerStrategy, presentsBearer } from './passport/bearer.strategy.js';
import { CookieStrategy } from './passport/cookie.strategy.js';
import { LocalStrategy } from './passport/local.strategy.js';
import { signInFailed } from './password-check.js';
import { type Principal } from './principal.js';
import { type SignedIn } from './sign-in.js';

/** Recognises whoever calls. */
@Injectable()
export class Callers {
  constructor(
    private readonly bearer: BearerStrategy,
    private readonly cookie: CookieStrategy,
    private readonly local: LocalStrategy,
  ) {}

  /** By the token in the header where there is one, else by the session's cookie; the two are never mixed. */
  recognise(request: Request, response: Response): Promise<Principal | undefined> {
    const strategy = presentsBearer(request) ? this.bearer : this.cookie;
    return authenticate<Principal>(strategy, request, response);
  }

  /**
   * Signs in by the call's body: `{login, password, rememberMe}`, checked before; `rememberMe` counts where it is true.
   * The caller sets the cookie.
   * @throws Problem 401, 429, 503 as `SignIn` says
   */
  async signIn(request: Request, response: Response): Promise<SignedIn> {
    const signedIn = await authenticate<SignedIn>(this.local, request, response);
    if (signedIn === undefined) throw signInFailed();
    return signedIn;
  }
}
