import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { LastArticleCookie } from '../../articles/last-article-cookie.js';
import { CommenterCookie } from '../../comments/commenter-cookie.js';
import { CookieGuard } from '../../consent/cookie-guard.js';
import { Config } from '../../platform/config/config.js';
import { type CookieName, type CookiePolicy, servedName } from '../../policy/cookies.js';
import { type PromiseId } from '../../policy/promises.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { caught, differs, strangersCall } from '../asked-cookies.js';
import { OwnPages, tagsOf } from '../own-pages.js';
import { type CheckResult, looked, type PromiseCheck, verdict } from '../promise-check.js';

/** What the policy in force says of the cookie that a promise is about. */
@Injectable()
export class ToldCookies {
  readonly https: boolean;

  constructor(
    private readonly policy: PublishedPolicy,
    config: Config,
  ) {
    this.https = config.baseUrl.startsWith('https:');
  }

  /** A cookie's name as browsers of this portal have it. */
  served(name: CookieName): string {
    return servedName(name, this.https);
  }

  /** @throws Error where the policy in force has none for the promise */
  async of(promise: PromiseId): Promise<CookiePolicy> {
    const { cookies } = await this.policy.inForce();
    const told = cookies.find(({ promises }) => promises.includes(promise));
    if (told === undefined) throw new Error(`The policy in force names no cookie for ${promise}.`);
    return told;
  }
}

const GUEST = { body: '.', name: 'Somebody', email: 'somebody@check.example' };

/** P06 and P07: the box starts without a tick, nothing is set without it, and with it what the policy declares. */
@Injectable()
export class RememberedCommenter implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly told: ToldCookies,
    private readonly cookie: CommenterCookie,
    private readonly pages: OwnPages,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const told = await this.told.of(promise);
    const answer = (ticked: boolean) =>
      caught(this.told.https, (response) => this.cookie.answer(strangersCall(), response, GUEST, ticked));
    const [asked] = await answer(true);
    const figures = { policySeconds: told.seconds ?? 0, cookieSeconds: asked?.seconds ?? 0 };
    if (promise === 'P07') return verdict(figures, ['cookie_differs', differs(asked, told)]);
    const unasked = (await answer(false)).length > 0;
    const { forms, ticked } = await this.boxes(this.told.served(told.name));
    return verdict(
      { forms, ticked, ...figures },
      ['set_unasked', unasked || ticked > 0],
      ['cookie_differs', differs(asked, told)],
    );
  }

  /** The form under the newest article, as a stranger gets it: the box is there, without a tick, and nothing is set. */
  private async boxes(name: string): Promise<{ forms: number; ticked: number }> {
    const articles = await looked<{ slug: string }>(
      this.database,
      'SELECT slug FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1',
    );
    const seen = await this.pages.visit((open) =>
      Promise.all(articles.map(({ slug }) => open(`/articles/${encodeURIComponent(slug)}`))),
    );
    const isWrong = ({ html, cookies }: (typeof seen)[number]) => {
      const boxes = tagsOf(html, 'input').filter((tag) => / name="remember"/.test(tag));
      const ticked = boxes.length !== 1 || boxes.some((tag) => / checked\b/.test(tag));
      return ticked || cookies.some((cookie) => cookie.startsWith(`${name}=`));
    };
    return { forms: seen.length, ticked: seen.filter(isWrong).length };
  }
}

/** P08: the sign-in page sets one constant that ends with the browser. */
@Injectable()
export class CookieTrial implements PromiseCheck {
  constructor(
    private readonly told: ToldCookies,
    private readonly pages: OwnPages,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const told = await this.told.of(promise);
    const name = this.told.served(told.name);
    const visits = await this.pages.visit((open) => Promise.all([open('/login'), open('/login')]));
    const set = visits.map(({ cookies }) => cookies.find((one) => one.startsWith(`${name}=`)) ?? '');
    const values = new Set(set.map((one) => one.split(';')[0]));
    const lasting = set.some((one) => one === '' || /;\s*(?:max-age|expires)=/i.test(one));
    return verdict(
      { visits: set.length, values: values.size },
      ['cookie_differs', lasting || told.seconds !== null || !told.active],
      ['value_differs', values.size !== 1],
    );
  }
}

/** P10: screen options are kept as long as the policy says, and by nothing but the act of saving them. */
@Injectable()
export class ScreenCookie implements PromiseCheck {
  constructor(
    private readonly told: ToldCookies,
    private readonly guard: CookieGuard,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const told = await this.told.of(promise);
    const save = (byRequest: boolean) =>
      caught(this.told.https, (response) =>
        this.guard.set(strangersCall(), response, 'athar_screen_options', '25-usual', byRequest),
      );
    const [asked] = await save(true);
    const unasked = await save(false);
    return verdict(
      { policySeconds: told.seconds ?? 0, cookieSeconds: asked?.seconds ?? 0 },
      ['cookie_differs', differs(asked, told)],
      ['set_unasked', unasked.length > 0],
    );
  }
}

/** P13: the cookie of the last article holds its id and nothing else, for as long as the policy says. */
@Injectable()
export class LastArticle implements PromiseCheck {
  constructor(
    private readonly told: ToldCookies,
    private readonly cookie: LastArticleCookie,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const told = await this.told.of(promise);
    const id = randomUUID();
    const asked = await caught(this.told.https, (response) => this.cookie.set(response, id));
    return verdict(
      { policySeconds: told.seconds ?? 0, cookieSeconds: asked[0]?.seconds ?? 0 },
      ['cookie_differs', asked.length !== 1 || differs(asked[0], told)],
      ['value_differs', asked[0]?.value !== id],
    );
  }
}
