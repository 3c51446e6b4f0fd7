import { type Request } from 'express';
import { type ChoiceInForce } from '../../../consent/cookie-choices.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import {
  COOKIE_CATEGORIES,
  COOKIE_CATEGORY_IDS,
  type CookieCategory,
} from '../../../policy/cookie-categories.js';
import { COOKIES, type CookiePolicy } from '../../../policy/cookies.js';
import { type PolicyCookies } from '../../../policy/policy-cookies.js';
import { writtenDuration } from '../../../policy/written.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A cookie in the reader's words, and whether their browser has it now. */
export interface CookieLine {
  readonly name: string;
  readonly purpose: string;
  readonly lasts: string;
  readonly active: boolean;
}

export interface CategoryView {
  readonly category: CookieCategory;
  readonly title: string;
  readonly text: string;
  /** What the visitor accepted; a signal of the browser may still keep it off. */
  readonly accepted: boolean;
  readonly allowed: boolean;
  readonly cookies: readonly CookieLine[];
}

/** Every cookie, and what this visitor chose. */
export interface CookiesView {
  readonly frame: PageFrame;
  readonly categories: readonly CategoryView[];
  /** Where to go back to after the answer. */
  readonly back?: string;
  readonly gpc: boolean;
  /** The signal keeps something off that was accepted before. */
  readonly overruled: boolean;
  /** Absent where there is no answer that counts. */
  readonly choice?: {
    /** Titles of what was accepted and is in force, as one text; undefined where nothing is. */
    readonly accepted?: string;
    readonly at: string;
    readonly version: string;
    readonly until: string;
    readonly linked: boolean;
  };
}

/** What the reader's browser sent, and how it calls each cookie. */
export interface CookiesOfCall {
  readonly request: Request;
  readonly names: PolicyCookies;
}

/** Puts the cookies and the choice into the reader's words. */
export function presentCookies(
  frame: PageFrame,
  { request, names }: CookiesOfCall,
  { allowed, accepted, gpc, choice }: ChoiceInForce,
  back: string | undefined,
): CookiesView {
  const categories = COOKIE_CATEGORY_IDS.map((category) => ({
    category,
    title: COOKIE_CATEGORIES[category].title[frame.locale],
    text: COOKIE_CATEGORIES[category].text[frame.locale],
    accepted: accepted[category],
    allowed: allowed[category],
    cookies: COOKIES.filter((cookie) => cookie.category === category).map((cookie) =>
      lineOf(frame, { request, names }, cookie),
    ),
  }));
  const chosen = categories.filter((one) => one.accepted && one.category !== 'necessary');
  const list = new Intl.ListFormat(frame.locale, { type: 'conjunction' });
  return {
    frame,
    categories,
    back,
    gpc,
    overruled: categories.some((one) => one.accepted && !one.allowed),
    choice: choice && {
      accepted: chosen.length === 0 ? undefined : list.format(chosen.map(({ title }) => title)),
      at: writtenInstant(choice.decidedAt, frame.locale, frame.zone),
      version: choice.policyVersion,
      until: writtenInstant(choice.validUntil, frame.locale, frame.zone),
      linked: choice.personId !== null,
    },
  };
}

function lineOf(frame: PageFrame, { request, names }: CookiesOfCall, cookie: CookiePolicy): CookieLine {
  return {
    name: names.nameOf(cookie.name),
    purpose: purposeOf(frame, cookie),
    lasts: lifetimeOf(frame, cookie),
    active: names.read(request, cookie.name).length > 0,
  };
}

function purposeOf(frame: PageFrame, { purpose, active }: CookiePolicy): string {
  const text = purpose[frame.locale];
  return active ? text : `${text} (${wordsOf(frame)('cookies.planned')})`;
}

function lifetimeOf(frame: PageFrame, { seconds, rememberedSeconds, guestSeconds }: CookiePolicy): string {
  const say = wordsOf(frame);
  if (seconds === null) return say('cookies.browser');
  const written = (length: number) => writtenDuration(length * 1000, frame.locale);
  if (rememberedSeconds === undefined || guestSeconds === undefined) return written(seconds);
  return say('cookies.remembered', {
    usual: written(seconds),
    remembered: written(rememberedSeconds),
    guest: written(guestSeconds),
  });
}
