import { LANGUAGE_TAG, type Locale } from './locale.js';

/** A calendar day such as `2026-03-05`, written out: always the Gregorian calendar and Latin digits. */
export function writtenDay(day: string, locale: Locale): string {
  return format(new Date(`${day}T12:00:00Z`), locale, 'UTC', { dateStyle: 'long' });
}

/** An instant in the office's zone, to the minute. */
export function writtenInstant(at: Date, locale: Locale, zone: string): string {
  return format(at, locale, zone, { dateStyle: 'long', timeStyle: 'short' });
}

function format(at: Date, locale: Locale, timeZone: string, style: Intl.DateTimeFormatOptions): string {
  const options: Intl.DateTimeFormatOptions = {
    ...style,
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
  };
  return new Intl.DateTimeFormat(LANGUAGE_TAG[locale], options).format(at);
}
