import { type Say } from '../../platform/i18n/catalogue.js';
import { writtenDay, writtenInstant } from '../../platform/i18n/dates.js';
import { type Locale } from '../../platform/i18n/locale.js';
import { type BundleWordKey, bundleWords, isBundleWord } from '../words/words.js';

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
/** The longest instant: microseconds and an offset. */
const LONGEST_INSTANT = 32;
/** The longest of the values that have words. */
const LONGEST_CODE = 24;

/** How a page shows the value of a field, given as JSON has it. */
export type ValueText = (field: string, value: unknown) => string;

/**
 * Values as a page for reading shows them: days and instants as the portal writes them, `true` and `false`, and the portal's
 * own codes (states, kinds, steps, roles and their like) in words. Everything else stays as it is, as all of it does in JSON and CSV.
 * @param zone in which instants are told
 * @param own whether the codes are the portal's own: what another system calls its states is not known
 */
export function valueText(locale: Locale, zone: string, own: boolean): ValueText {
  const say = bundleWords(locale);
  return (field, value) => {
    if (typeof value === 'boolean') return say(value ? 'value.yes' : 'value.no');
    if (own && field === 'scope') return scopeText(value, say);
    if (typeof value !== 'string') return JSON.stringify(value);
    if (value.length > LONGEST_INSTANT) return value;
    if (startsWithDigit(value)) return dateText(value, locale, zone);
    const key = !own || value.length > LONGEST_CODE ? '' : `value.${field}.${value}`;
    return isBundleWord(key) ? say(key) : value;
  };
}

/** What an erasure does with comments, in words; anything else as it is. */
function scopeText(value: unknown, say: Say<BundleWordKey>): string {
  const { comments } = (value ?? {}) as { readonly comments?: unknown };
  const key = `value.scope.${String(comments)}`;
  return isBundleWord(key) ? say(key) : JSON.stringify(value);
}

function dateText(value: string, locale: Locale, zone: string): string {
  if (DAY.test(value)) return writtenDay(value, locale);
  if (!INSTANT.test(value)) return value;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? value : writtenInstant(at, locale, zone);
}

function startsWithDigit(value: string): boolean {
  const code = value.charCodeAt(0);
  return code >= 48 && code <= 57;
}
