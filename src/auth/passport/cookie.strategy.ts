import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import Custom from 'passport-custom';
import { type Principal } from '../principal.js';
import { SessionCookie } from '../session-cookie.js';
import { Sessions } from '../sessions.js';

/** Recognises people by the session whose token is in their cookie. */
@Injectable()
export class CookieStrategy extends PassportStrategy(Custom.Strategy, 'athar-cookie') {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {
    super();
  }

  async validate(request: Request): Promise<Principal | false> {
    const token = this.cookie.read(request);
    if (token === undefined) return false;
    return (await this.sessions.find(token)) ?? false;
  }
}
