import { createHash } from 'node:crypto';
import { LANGUAGE_TAG, type Locale } from '../platform/i18n/locale.js';
import { COOKIE_CATEGORIES, COOKIE_CATEGORY_IDS, type CookieCategory } from '../policy/cookie-categories.js';
import { COOKIES } from '../policy/cookies.js';
import { type SitePolicy } from '../policy/site-policy.js';

/** A category as it was shown. */
export interface ShownCategory {
  readonly category: CookieCategory;
  readonly purpose: string | null;
  readonly title: string;
  readonly text: string;
  /** Names of the cookies in it. */
  readonly cookies: readonly string[];
}

/** Exactly what somebody was shown who was asked about cookies, kept once for all who were shown the same. */
export interface ConsentNotice {
  /** BCP 47. */
  readonly language: string;
  readonly policyVersion: string;
  /** Sentences and buttons around the categories, by name. */
  readonly words: Readonly<Record<string, string>>;
  readonly categories: readonly ShownCategory[];
}

/**
 * What the banner and its settings show.
 * @param words what the page says around the categories, in the same language
 */
export function consentNotice(
  locale: Locale,
  policy: SitePolicy,
  words: Readonly<Record<string, string>>,
): ConsentNotice {
  return {
    language: LANGUAGE_TAG[locale],
    policyVersion: policy.version,
    words,
    categories: COOKIE_CATEGORY_IDS.map((category) => {
      const { purpose, title, text } = COOKIE_CATEGORIES[category];
      return { category, purpose, title: title[locale], text: text[locale], cookies: cookiesOf(category) };
    }),
  };
}

/** SHA-256 of a notice in hexadecimal: names its wording. */
export function noticeId(notice: ConsentNotice): string {
  return createHash('sha256').update(JSON.stringify(notice)).digest('hex');
}

/**
 * Names what is asked for, whatever the words: the categories that can be chosen, their purposes and cookies. An answer to
 * another offer is asked for again, one to other words for the same is not.
 */
export const OFFER = createHash('sha256')
  .update(
    JSON.stringify(
      COOKIE_CATEGORY_IDS.filter((category) => category !== 'necessary').map((category) => [
        category,
        COOKIE_CATEGORIES[category].purpose,
        cookiesOf(category),
      ]),
    ),
  )
  .digest('base64url')
  .slice(0, 16);

function cookiesOf(category: CookieCategory): string[] {
  return COOKIES.filter((cookie) => cookie.category === category).map(({ name }) => name);
}
