import { Injectable } from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';
import { Config } from '../platform/config/config.js';
import { cookieValues } from '../platform/http/request-cookies.js';
import { servedName } from '../policy/cookies.js';
import { type OpenedSession } from './sessions.js';

/**
 * The cookie that carries a session's token. Under https it has the `__Host-` prefix, so that no neighbouring host can
 * set one; scripts cannot read it, and no other site's form or request brings it along (SameSite=Lax).
 */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly options: CookieOptions;

  constructor(config: Config) {
    const secure = config.baseUrl.startsWith('https:');
    this.name = servedName('athar_session', secure);
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  }

  set(response: Response, session: OpenedSession): void {
    response.cookie(this.name, session.token, { ...this.options, maxAge: session.maxAge * 1000 });
  }

  /** Tells the browser to drop it. */
  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  /** @returns the token that came with the call, where it can be one */
  read(request: Request): string | undefined {
    return cookieValues(request, this.name).find((value) => /^[A-Za-z0-9_-]{43}$/.test(value));
  }
}
