import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import { Strategy } from 'passport-local';
import { originOf } from '../../platform/http/client-origin.js';
import { SessionCookie } from '../session-cookie.js';
import { type SignedIn, SignIn } from '../sign-in.js';

/** Signs people in by `login` and `password` of a body that was checked before. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'athar-local') {
  constructor(
    private readonly signIn: SignIn,
    private readonly cookie: SessionCookie,
  ) {
    super({ usernameField: 'login', passwordField: 'password', passReqToCallback: true });
  }

  validate(request: Request, login: string, password: string): Promise<SignedIn> {
    const { rememberMe } = request.body as { rememberMe?: unknown };
    const credentials = { login, password, rememberMe: rememberMe === true };
    return this.signIn.signIn(credentials, originOf(request), this.cookie.read(request));
  }
}
