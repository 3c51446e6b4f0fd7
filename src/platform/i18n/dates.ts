import { LANGUAGE_TAG, type Locale } from './locale.js';

/** A calendar day such as `2026-03-05`, written out: always the Gregorian calendar and Latin digits. */
export function writtenDay(day: string, locale: Locale): string {
  return format(new Date(`${day}T12:00:00Z`), locale, 'UTC', { dateStyle: 'long' });
}

/** An instant in the office's zone, to the minute. */
export function writtenInstant(at: Date, locale: Locale, zone: string): string {
  return format(at, locale, zone, { dateStyle: 'long', timeStyle: 'short' });
}

/**
 * The month that a day such as `2026-03-01` lies in, with its year, short enough for a chart. In French as France writes it:
 * the short names of Morocco's June and July differ by one letter.
 */
export function writtenMonth(day: string, locale: Locale): string {
  const style = { year: 'numeric', month: 'short' } as const;
  return format(new Date(`${day}T12:00:00Z`), locale, 'UTC', style, locale === 'fr' ? 'fr' : undefined);
}

/** By language, zone and style. Making one takes longer than writing a hundred dates with it, and a list writes many. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  at: Date,
  locale: Locale,
  timeZone: string,
  style: Intl.DateTimeFormatOptions,
  tag: string = LANGUAGE_TAG[locale],
): string {
  const key = `${tag} ${timeZone} ${Object.values(style).join(' ')}`;
  let found = formats.get(key);
  if (found === undefined) {
    const options = { ...style, timeZone, calendar: 'gregory', numberingSystem: 'latn' } as const;
    found = new Intl.DateTimeFormat(tag, options);
    formats.set(key, found);
  }
  return found.format(at);
}
