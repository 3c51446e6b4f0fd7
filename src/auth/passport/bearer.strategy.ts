import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import { Strategy } from 'passport-http-bearer';
import { ApiTokens } from '../api-tokens.js';
import { type Principal } from '../principal.js';

/** Whether the call presents a bearer token (RFC 6750): then it is that token's, or nobody's. */
export function presentsBearer(request: Request): boolean {
  return /^bearer(?: |$)/i.test(request.headers.authorization ?? '');
}

/** Recognises scripts by the token in their `Authorization` header. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'athar-bearer') {
  constructor(private readonly tokens: ApiTokens) {
    super();
  }

  async validate(token: string): Promise<Principal | false> {
    return (await this.tokens.find(token)) ?? false;
  }
}
