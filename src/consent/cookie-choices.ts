import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { COOKIE_CATEGORIES, COOKIE_CATEGORY_IDS, type CookieCategory } from '../policy/cookie-categories.js';
import { ChoiceConsents } from './choice-consents.js';
import { ChoiceCookie } from './choice-cookie.js';
import { ChoiceRows, type CookieChoice } from './choice-rows.js';
import { sendsPrivacySignal } from './privacy-signal.js';

/** Which categories of cookies may be used for this call. */
export type AllowedCategories = Readonly<Record<CookieCategory, boolean>>;

/** What holds for a call: the answer that its browser gave, its signal, and what follows from both. */
export interface ChoiceInForce {
  readonly allowed: AllowedCategories;
  /** What the answer says for itself, whatever the browser signals now. */
  readonly accepted: AllowedCategories;
  /** The browser sends `Sec-GPC: 1`. */
  readonly gpc: boolean;
  /** Absent where there is no answer that counts. */
  readonly choice?: CookieChoice;
}

/**
 * Tells what a browser's user agreed to. Without an answer nothing but the necessary is allowed. The browser's signal
 * refuses what it is about, against an earlier acceptance too; an acceptance that was given while the signal was on
 * is an answer to it, and holds.
 */
@Injectable()
export class CookieChoices {
  constructor(
    private readonly database: DataSource,
    private readonly cookie: ChoiceCookie,
    private readonly rows: ChoiceRows,
    private readonly consents: ChoiceConsents,
    private readonly clock: Clock,
  ) {}

  /** Which categories may be used for this call; `necessary` always. */
  async of(request: Request): Promise<AllowedCategories> {
    return (await this.current(request)).allowed;
  }

  /** Whether the visitor is to be asked. It goes by the cookie alone, and so costs no page a question to the database. */
  asks(request: Request): boolean {
    return this.cookie.read(request) === undefined;
  }

  async current(request: Request): Promise<ChoiceInForce> {
    const gpc = sendsPrivacySignal(request);
    const { manager } = this.database;
    const id = this.cookie.read(request)?.id;
    const choice = id === undefined ? undefined : await this.rows.byId(manager, id);
    const purposes =
      choice === undefined ? [] : await this.consents.inForce(manager, choice.id, this.clock.now());
    const overruled = gpc && choice?.gpc !== true;
    return {
      gpc,
      choice,
      accepted: categories((category) => isAccepted(category, purposes)),
      allowed: categories(
        (category) =>
          isAccepted(category, purposes) && !(overruled && COOKIE_CATEGORIES[category].refusedBySignal),
      ),
    };
  }
}

function isAccepted(category: CookieCategory, purposes: readonly string[]): boolean {
  const { purpose } = COOKIE_CATEGORIES[category];
  return purpose === null || purposes.includes(purpose);
}

function categories(holds: (category: CookieCategory) => boolean): AllowedCategories {
  return Object.fromEntries(COOKIE_CATEGORY_IDS.map((id) => [id, holds(id)])) as AllowedCategories;
}
