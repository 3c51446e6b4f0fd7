import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { PolicyCookies } from '../policy/policy-cookies.js';
import { retention } from '../policy/retention.js';
import { type CommentForm } from './comment-fields.js';

/** What a guest asked to have remembered. */
export interface Remembered {
  readonly name: string;
  readonly email: string;
  readonly website?: string;
}

/** Browsers drop a larger cookie, name and all (RFC 6265, section 6.1, with room for its attributes). */
const LONGEST = 3900;
const NAME = 'athar_commenter';
const schema = z.object({
  until: z.number(),
  name: z.string(),
  email: z.string(),
  website: z.string().optional(),
});

/**
 * The cookie that remembers a commenter's name, address and website, for those who ask for it (P06, P07). Only this
 * instance can read it: it is sealed, so that neither scripts nor whoever looks at the browser's files learn the address.
 */
@Injectable()
export class CommenterCookie {
  constructor(
    private readonly cookies: PolicyCookies,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** What the call's cookie remembers; undefined where none came, or not one of ours, or it is too old. */
  read(request: Request): Remembered | undefined {
    const [value] = this.cookies.read(request, NAME);
    if (value === undefined) return undefined;
    try {
      const { until, ...found } = schema.parse(this.sealer.open(NAME, Buffer.from(value, 'base64url')));
      return until > this.clock.now().getTime() ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** The box as it is now counts: a guest who ticked it is remembered, whoever takes the tick out is forgotten. */
  answer(request: Request, response: Response, form: CommentForm, ticked: boolean): void {
    if (ticked) this.set(response, form);
    else if (this.read(request) !== undefined) this.clear(response);
  }

  /** Tells the browser to drop it. */
  clear(response: Response): void {
    this.cookies.clear(response, NAME);
  }

  private set(response: Response, { name, email, website }: CommentForm): void {
    const until = this.clock.now().getTime() + retention.rememberedCommenter;
    const value = this.sealer.seal(NAME, { until, name, email, website }).toString('base64url');
    if (value.length > LONGEST) return this.clear(response);
    this.cookies.set(response, NAME, value);
  }
}
