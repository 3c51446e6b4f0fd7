import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SessionCookie } from '../../auth/session-cookie.js';
import { CookieChoices } from '../../consent/cookie-choices.js';
import { CookieGuard } from '../../consent/cookie-guard.js';
import { OPTIONAL_CATEGORIES } from '../../policy/cookie-categories.js';
import { type CookieName, type CookiePolicy } from '../../policy/cookies.js';
import { type PlainCookie } from '../../policy/policy-cookies.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { bareName, caught, strangersCall } from '../asked-cookies.js';
import { type OpenPage, OwnPages, tagsOf } from '../own-pages.js';
import { type CheckResult, type PromiseCheck, verdict } from '../promise-check.js';
import { ToldCookies } from './cookie-checks.js';

/** Public pages whose cookies are looked at. */
const PAGES = ['/', '/login', '/cookies', '/privacy', '/articles'];

/** P27: the list names every cookie and is live; what is not necessary is off until accepted, and no page sets it. */
@Injectable()
export class ListedCookies implements PromiseCheck {
  constructor(
    private readonly policy: PublishedPolicy,
    private readonly told: ToldCookies,
    private readonly session: SessionCookie,
    private readonly choices: CookieChoices,
    private readonly guard: CookieGuard,
    private readonly pages: OwnPages,
  ) {}

  async check(): Promise<CheckResult> {
    const { cookies } = await this.policy.inForce();
    const active = cookies.filter((one) => one.active);
    const seen = await this.pages.visit((open) => look(open, cookies, (name) => this.told.served(name)));
    const unknown = [...seen.set, this.session.name].filter(
      (name) => !active.some((one) => one.name === bareName(name)),
    );
    const early = active.filter(
      ({ name, category }) => category !== 'necessary' && seen.set.has(this.told.served(name)),
    );
    const personalising = active.filter(({ category }) => category === 'personalisation').length;
    return verdict(
      { cookies: cookies.length, active: active.length, personalising, seen: seen.set.size },
      ['unknown_cookie', unknown.length > 0],
      ['not_listed', seen.unlisted || !seen.live],
      ['set_unasked', early.length > 0 || seen.ticked || !(await this.isOff(active))],
    );
  }

  /** Whether each category that can be chosen is off for somebody who chose nothing, and keeps its cookies from being set. */
  private async isOff(active: readonly CookiePolicy[]): Promise<boolean> {
    const allowed = await this.choices.of(strangersCall());
    const optional = active.filter(({ category }) => category !== 'necessary');
    const set = await caught(this.told.https, async (response) => {
      for (const { name } of optional)
        await this.guard.set(strangersCall(), response, name as PlainCookie, 'x');
    });
    return set.length === 0 && OPTIONAL_CATEGORIES.every((category) => !allowed[category]);
  }
}

/** What public pages set, and what the list of cookies says. */
async function look(open: OpenPage, cookies: readonly CookiePolicy[], served: (name: CookieName) => string) {
  const pages = await Promise.all(PAGES.map((path) => open(path)));
  const list = (await open('/cookies?lang=en')).html;
  const probe = served(
    cookies.find(({ promises }) => promises.includes('P13'))?.name ?? 'athar_last_article',
  );
  const boxes = tagsOf(list, 'input').filter((tag) => / name="accepted"/.test(tag));
  return {
    set: new Set(pages.flatMap((page) => page.cookies.map((one) => one.split('=')[0] ?? ''))),
    unlisted:
      cookies.some(({ name }) => !list.includes(`>${served(name)}<`)) || !boxes.some(isPersonalisation),
    live: (await open('/cookies?lang=en', `${probe}=${randomUUID()}`)).html !== list,
    ticked: boxes.some((tag) => / checked\b/.test(tag)),
  };
}

const isPersonalisation = (tag: string): boolean => tag.includes('value="personalisation"');
