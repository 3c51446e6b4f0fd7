import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DataSource } from 'typeorm';
import { Accounts } from '../../accounts/accounts.js';
import { principalOf } from '../../auth/current-principal.js';
import { ChoiceAnswers, type ConsentingPerson } from '../../consent/choice-answers.js';
import { ChoiceCookie } from '../../consent/choice-cookie.js';
import { ChoiceEnds } from '../../consent/choice-ends.js';
import { consentNotice } from '../../consent/consent-notice.js';
import { type HowAnswered } from '../../consent/consent-record-shape.js';
import { sendsPrivacySignal } from '../../consent/privacy-signal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { type Locale } from '../../platform/i18n/locale.js';
import { OPTIONAL_CATEGORIES, type OptionalCategory } from '../../policy/cookie-categories.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { pageWords } from '../words/words.js';
import { RequestLimits } from './request-limits.js';

/** What a visitor answers: all, nothing beyond the necessary, or some. */
export interface Answer {
  readonly how: HowAnswered;
  /** Read where it says `settings`. */
  readonly accepted: readonly OptionalCategory[];
}

/** The words around the categories in the banner and in the settings. */
const SHOWN_WORDS = [
  'banner.title',
  'banner.text',
  'banner.accept',
  'banner.reject',
  'banner.settings',
  'banner.save',
] as const;

/** What keeps answers, and the cookie that names one. */
@Injectable()
export class ChoiceStore {
  constructor(
    readonly answers: ChoiceAnswers,
    readonly ends: ChoiceEnds,
    readonly cookie: ChoiceCookie,
  ) {}
}

/** The answer of whoever calls to the cookie banner, as their browser's cookie names it. */
@Injectable()
export class OwnChoice {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly limits: RequestLimits,
    private readonly store: ChoiceStore,
  ) {}

  /**
   * Keeps the answer, linked to an account where one is signed in, and gives the browser its cookie.
   * @throws Problem 429
   */
  async answer(
    request: Request,
    response: Response,
    locale: Locale,
    { how, accepted }: Answer,
  ): Promise<void> {
    await this.limits.choice(originOf(request));
    const policy = await this.policy.inForce();
    const gpc = sendsPrivacySignal(request);
    const say = pageWords(locale);
    const shown = [...SHOWN_WORDS, ...(gpc ? (['banner.signal'] as const) : [])];
    const words = Object.fromEntries(shown.map((key) => [key, say(key)]));
    const choice = await this.store.answers.answer({
      how,
      accepted: how === 'accept_all' ? OPTIONAL_CATEGORIES : how === 'reject_all' ? [] : accepted,
      gpc,
      notice: consentNotice(locale, policy, words),
      policy,
      person: await this.person(request),
      former: this.store.cookie.read(request)?.id,
    });
    this.store.cookie.set(response, choice.id, choice.decidedAt);
  }

  /** Takes back whatever this browser's answer agreed to. @throws Problem 429 */
  async withdraw(request: Request): Promise<void> {
    await this.limits.choice(originOf(request));
    const id = this.store.cookie.read(request)?.id;
    if (id !== undefined) await this.store.ends.withdraw(id, await this.person(request));
  }

  /**
   * After a sign-in: the answer of this browser is that account's from now on. One that is another account's does not
   * count for this one: the cookie goes, and the banner asks anew.
   */
  async signedIn(
    request: Request,
    response: Response,
    account: { id: string; personId: string },
  ): Promise<void> {
    const id = this.store.cookie.read(request)?.id;
    if (id === undefined) return;
    const linked = await this.store.ends.link(id, { accountId: account.id, personId: account.personId });
    if (!linked) this.store.cookie.clear(response);
  }

  private async person(request: Request): Promise<ConsentingPerson | undefined> {
    const principal = principalOf(request);
    if (principal?.type !== 'account') return undefined;
    const account = await this.accounts.byId(this.database.manager, principal.accountId);
    return account && { accountId: account.id, personId: account.personId };
  }
}
