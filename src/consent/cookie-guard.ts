import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { cookiePolicy } from '../policy/cookies.js';
import { type PlainCookie, PolicyCookies } from '../policy/policy-cookies.js';
import { CookieChoices } from './cookie-choices.js';

/** The way to set a cookie that is not necessary: none of a category that this visitor does not allow is set. */
@Injectable()
export class CookieGuard {
  constructor(
    private readonly choices: CookieChoices,
    private readonly cookies: PolicyCookies,
  ) {}

  /**
   * @param byRequest the visitor asked for just this a moment ago, as by a box with its name; counts for cookies that the
   * policy says are set on request alone
   * @returns whether it was set
   */
  async set(
    request: Request,
    response: Response,
    name: PlainCookie,
    value: string,
    byRequest = false,
  ): Promise<boolean> {
    const { category, onRequest } = cookiePolicy(name);
    const allowed = onRequest === true ? byRequest : (await this.choices.of(request))[category];
    if (allowed) this.cookies.set(response, name, value);
    return allowed;
  }
}
