import { Injectable } from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';
import { Config } from '../platform/config/config.js';
import { cookieValues } from '../platform/http/request-cookies.js';
import { type CookieName, cookiePolicy, servedName } from './cookies.js';

/** Every cookie but that of the sign-in, which depends on the kind of session. */
export type PlainCookie = Exclude<CookieName, 'athar_session'>;

/**
 * Sets cookies the way the policy declares them: name and lifetime are read from it. Scripts cannot read them, and no
 * other site's form or request brings them along (SameSite=Lax).
 */
@Injectable()
export class PolicyCookies {
  private readonly options: CookieOptions;
  private readonly https: boolean;

  constructor(config: Config) {
    this.https = config.baseUrl.startsWith('https:');
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure: this.https };
  }

  /** A cookie's name as browsers of this site have it. */
  nameOf(name: CookieName): string {
    return servedName(name, this.https);
  }

  set(response: Response, name: PlainCookie, value: string): void {
    const { seconds } = cookiePolicy(name);
    response.cookie(this.nameOf(name), value, {
      ...this.options,
      ...(seconds === null ? {} : { maxAge: seconds * 1000 }),
    });
  }

  /** Tells the browser to drop it. */
  clear(response: Response, name: PlainCookie): void {
    response.clearCookie(this.nameOf(name), this.options);
  }

  /** Its values as they came, which anybody may have written. */
  read(request: Request, name: CookieName): string[] {
    return cookieValues(request, this.nameOf(name));
  }
}
