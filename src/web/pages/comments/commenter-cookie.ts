import { Injectable } from '@nestjs/common';
import { type CookieOptions, type Request, type Response } from 'express';
import { z } from 'zod';
import { CommentForm } from '../../../comments/comment-fields.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { sentCookie } from '../../../platform/http/sent-cookie.js';
import { COMMENTER_COOKIE } from '../../../policy/cookies.js';
import { retention } from '../../../policy/retention.js';

/** What a guest asked to have remembered. */
export interface Remembered {
  readonly name: string;
  readonly email: string;
  readonly website?: string;
}

/** Browsers drop a larger cookie, name and all (RFC 6265, section 6.1, with room for its attributes). */
const LONGEST = 3900;
const schema = z.object({
  until: z.number(),
  name: z.string(),
  email: z.string(),
  website: z.string().optional(),
});

/**
 * The cookie that remembers a commenter's name, address and website, for those who ask for it (P06, P07). Only this
 * instance can read it: it is sealed, so that neither scripts nor whoever looks at the browser's files learn the address;
 * and it comes with calls to articles alone.
 */
@Injectable()
export class CommenterCookie {
  private readonly options: CookieOptions;

  constructor(
    config: Config,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {
    const secure = config.baseUrl.startsWith('https:');
    this.options = { path: '/articles', httpOnly: true, sameSite: 'lax', secure };
  }

  /** What the call's cookie remembers; undefined where none came, or not one of ours, or it is too old. */
  read(request: Request): Remembered | undefined {
    const value = sentCookie(request, COMMENTER_COOKIE);
    if (value === undefined) return undefined;
    try {
      const { until, ...found } = schema.parse(
        this.sealer.open(COMMENTER_COOKIE, Buffer.from(value, 'base64url')),
      );
      return until > this.clock.now().getTime() ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers a guest who ticked the box. */
  set(response: Response, { name, email, website }: CommentForm): void {
    const until = this.clock.now().getTime() + retention.rememberedCommenter;
    const value = this.sealer.seal(COMMENTER_COOKIE, { until, name, email, website }).toString('base64url');
    if (value.length > LONGEST) return this.clear(response);
    response.cookie(COMMENTER_COOKIE, value, { ...this.options, maxAge: retention.rememberedCommenter });
  }

  /** Tells the browser to drop it. */
  clear(response: Response): void {
    response.clearCookie(COMMENTER_COOKIE, this.options);
  }
}
