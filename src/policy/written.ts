import { LANGUAGE_TAG, type Locale, type Titles } from '../platform/i18n/locale.js';
import { retention, type RetentionName } from './retention.js';

const MINUTE = 60_000;
const UNITS = [
  ['year', 365 * 1440 * MINUTE],
  ['day', 1440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** A length of time in words, in the largest unit that it fills exactly: `2 days`, `30 minutes`, `1 an`. */
export function writtenDuration(milliseconds: number, locale: Locale): string {
  const [unit, length] = UNITS.find(([, size]) => milliseconds % size === 0 && milliseconds > 0) ?? [
    'minute',
    MINUTE,
  ];
  return new Intl.NumberFormat(LANGUAGE_TAG[locale], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    numberingSystem: 'latn',
  }).format(milliseconds / length);
}

const RETENTION_NAMES = Object.keys(retention) as RetentionName[];
const byLocale = new Map<Locale, Readonly<Record<RetentionName, string>>>();

/** Every length of the policy in words, by its name: for sentences that name one, so that none is written a second time. */
export function writtenRetentions(locale: Locale): Readonly<Record<RetentionName, string>> {
  const known = byLocale.get(locale);
  if (known !== undefined) return known;
  const lengths = Object.fromEntries(
    RETENTION_NAMES.map((name) => [name, writtenDuration(retention[name], locale)]),
  ) as Record<RetentionName, string>;
  byLocale.set(locale, lengths);
  return lengths;
}

/** The same for texts that are English alone: descriptions of the API, problems, an operator's terminal. */
export const LASTS = writtenRetentions('en');

/** `titles` in one language, with `{site}` and the names of retentions filled in. */
export function written(titles: Titles, locale: Locale, siteName: string): string {
  const lengths = writtenRetentions(locale);
  return titles[locale].replace(/\{(\w+)\}/g, (_whole, name: string) => {
    if (name === 'site') return siteName;
    if (!Object.hasOwn(lengths, name)) throw new Error(`no retention is called ${name}`);
    return lengths[name as RetentionName];
  });
}

/** `titles` in every language, filled in likewise. */
export function writtenAll(titles: Titles, siteName: string): Titles {
  return {
    ar: written(titles, 'ar', siteName),
    fr: written(titles, 'fr', siteName),
    en: written(titles, 'en', siteName),
  };
}

/** What something is called that a policy names by its id; one of an older release that this one knows no more, by the id. */
export function titleOf(titles: Readonly<Record<string, Titles>>, id: string, locale: Locale): string {
  return titles[id]?.[locale] ?? id;
}
