import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { authenticate } from './passport/authenticate.js';
import { BearerStrategy, presentsBearer } from './passport/bearer.strategy.js';
import { CookieStrategy } from './passport/cookie.strategy.js';
import { type Principal } from './principal.js';

/** Recognises whoever calls. */
@Injectable()
export class Callers {
  constructor(
    private readonly bearer: BearerStrategy,
    private readonly cookie: CookieStrategy,
  ) {}

  /** By the token in the header where there is one, else by the session's cookie; the two are never mixed. */
  recognise(request: Request, response: Response): Promise<Principal | undefined> {
    const strategy = presentsBearer(request) ? this.bearer : this.cookie;
    return authenticate<Principal>(strategy, request, response);
  }
}
