import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { SealBroken, Sealer } from '../platform/crypto/sealer.js';
import { Clock } from '../platform/clock/clock.js';
import { PolicyCookies } from '../policy/policy-cookies.js';
import { retention } from '../policy/retention.js';
import { OFFER } from './consent-notice.js';

const SEALED_FOR = 'cookie-choice';
const LONGEST = 400;

/** What the cookie says: which answer this browser gave, when (in milliseconds), and to which offer. */
const content = z.object({ id: z.uuid(), at: z.int(), offer: z.string() });

export type CookieContent = z.output<typeof content>;

/** The cookie that remembers the answer to the banner. It is sealed: nobody can name another's answer with one they made. */
@Injectable()
export class ChoiceCookie {
  constructor(
    private readonly cookies: PolicyCookies,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** The answer that still counts; undefined where there is none, it is over, or it was to another offer. */
  read(request: Request): CookieContent | undefined {
    const now = this.clock.now().getTime();
    return this.cookies
      .read(request, 'athar_cookie_choice')
      .map((value) => this.open(value))
      .find((one) => one?.offer === OFFER && now < one.at + retention.cookieChoice);
  }

  set(response: Response, id: string, at: Date): void {
    const value = this.sealer.seal(SEALED_FOR, { id, at: at.getTime(), offer: OFFER });
    this.cookies.set(response, 'athar_cookie_choice', value.toString('base64url'));
  }

  clear(response: Response): void {
    this.cookies.clear(response, 'athar_cookie_choice');
  }

  private open(value: string): CookieContent | undefined {
    if (value.length > LONGEST) return undefined;
    try {
      return content.safeParse(this.sealer.open(SEALED_FOR, Buffer.from(value, 'base64url'))).data;
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }
}
