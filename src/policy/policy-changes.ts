import { LANGUAGE_TAG, type Locale, type Titles } from '../platform/i18n/locale.js';
import { COOKIE_CATEGORIES } from './cookie-categories.js';
import { type CookiePolicy } from './cookies.js';
import { DATA_CATEGORIES, LAWFUL_BASES, type Purpose } from './purposes.js';
import { type Recipient } from './recipients.js';
import { type SitePolicy } from './site-policy.js';
import { titleOf, writtenDuration } from './written.js';

/** The parts of a policy, in the order in which its page has them. */
export const POLICY_PARTS = [
  'controller',
  'rights',
  'promises',
  'purposes',
  'recipients',
  'transfers',
  'retention',
  'cookies',
  'origins',
  'decisions',
] as const;

export type PolicyPart = (typeof POLICY_PARTS)[number];

/** One sentence or entry that is new, gone, or says something else; `before` and `after` in one language. */
export interface PolicyChange {
  readonly part: PolicyPart;
  /** What the entry is recognised by in its part, in both versions. */
  readonly id: string;
  readonly before?: string;
  readonly after?: string;
}

/** What one version says otherwise than the one before it, in the order of the later one; what is gone comes last. */
export function policyChanges(before: SitePolicy, after: SitePolicy, locale: Locale): PolicyChange[] {
  return POLICY_PARTS.flatMap((part) => {
    const [old, young] = [ENTRIES[part](before, locale), ENTRIES[part](after, locale)];
    const told = [...young].map(([id, text]) => ({ part, id, before: old.get(id), after: text }));
    const gone = [...old].filter(([id]) => !young.has(id)).map(([id, text]) => ({ part, id, before: text }));
    return [...told.filter((change) => change.before !== change.after), ...gone];
  });
}

type Entries = ReadonlyMap<string, string>;

/** Every entry of a part by what it is recognised by, as the reader reads it. */
const ENTRIES: Readonly<Record<PolicyPart, (policy: SitePolicy, locale: Locale) => Entries>> = {
  controller: controllerEntries,
  rights: ({ rights }, locale) => titled(rights, locale),
  promises: ({ promises }, locale) => new Map(promises.map(({ id, text }) => [id, text[locale]])),
  purposes: ({ purposes }, locale) =>
    new Map(purposes.map((purpose) => [purpose.id, purposeText(purpose, locale)])),
  recipients: ({ recipients, purposes }, locale) =>
    new Map(recipients.map((one) => [one.id, recipientText(one, purposes, locale)])),
  transfers: ({ transfers }, locale) =>
    new Map(transfers.map(({ recipient, country, text }) => [recipient, join(text[locale], country)])),
  retention: ({ retention }, locale) =>
    new Map(retention.map(({ collection, title, text }) => [collection, join(title[locale], text[locale])])),
  cookies: ({ cookies }, locale) =>
    new Map(cookies.map((cookie) => [cookie.name, cookieText(cookie, locale)])),
  origins: ({ origins }, locale) => titled(origins, locale),
  decisions: ({ automatedDecisions }, locale) => titled(automatedDecisions, locale),
};

/** Facts about the office, each of which the page names. */
export type ControllerFact = 'post' | 'email' | 'phone' | 'officer' | 'declaration' | 'law' | 'authority';

function controllerEntries(policy: SitePolicy, locale: Locale): Entries {
  const { controller, protectionOfficer: officer, declaration, regime, authority } = policy;
  const facts: readonly (readonly [ControllerFact, string | null | undefined])[] = [
    ['post', controller.postalAddress?.[locale]],
    ['email', controller.email],
    ['phone', controller.phone],
    ['officer', officer && join(officer.name[locale], officer.email)],
    ['declaration', declaration?.number],
    ['law', regime.name[locale]],
    ['authority', join(authority.name[locale], authority.url)],
  ];
  return new Map(facts.flatMap(([id, text]) => (text ? [[id, text]] : [])));
}

function purposeText({ title, basis, categories }: Purpose, locale: Locale): string {
  const kinds = categories.map((category) => titleOf(DATA_CATEGORIES, category, locale));
  return join(title[locale], titleOf(LAWFUL_BASES, basis, locale), listed(kinds, locale));
}

function recipientText(one: Recipient, purposes: readonly Purpose[], locale: Locale): string {
  const { name, receives, fields, purpose, switchable, country, policyUrl } = one;
  return join(
    name[locale],
    receives[locale],
    listed(fields, locale),
    purposes.find(({ id }) => id === purpose)?.title[locale] ?? purpose,
    switchable ? SWITCHABLE[locale] : undefined,
    country,
    policyUrl,
  );
}

function cookieText(cookie: CookiePolicy, locale: Locale): string {
  const { name, category, purpose, seconds, rememberedSeconds, guestSeconds, active, onRequest } = cookie;
  const lasts = [seconds, rememberedSeconds, guestSeconds].flatMap((length) =>
    length === null || length === undefined ? [] : [writtenDuration(length * 1000, locale)],
  );
  return join(
    name,
    titleOf(CATEGORY_TITLES, category, locale),
    purpose[locale],
    ...lasts,
    onRequest === true ? ON_REQUEST[locale] : undefined,
    active ? undefined : UNUSED[locale],
  );
}

const CATEGORY_TITLES: Readonly<Record<string, Titles>> = Object.fromEntries(
  Object.entries(COOKIE_CATEGORIES).map(([id, { title }]) => [id, title]),
);
const SWITCHABLE: Titles = {
  ar: 'يمكن الاستغناء عنه',
  fr: 'peut être désactivé',
  en: 'can be switched off',
};
const ON_REQUEST: Titles = {
  ar: 'لا يوضع إلا بطلب منكم',
  fr: 'déposé seulement à votre demande',
  en: 'set only when you ask for it',
};
const UNUSED: Titles = { ar: 'غير مستعمل حاليا', fr: 'pas utilisé actuellement', en: 'not used at present' };

function listed(texts: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(LANGUAGE_TAG[locale], { type: 'unit', style: 'short' }).format(texts);
}

function titled(
  entries: readonly { readonly id: string; readonly title: Titles }[],
  locale: Locale,
): Entries {
  return new Map(entries.map(({ id, title }) => [id, title[locale]]));
}

function join(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join(' — ');
}
