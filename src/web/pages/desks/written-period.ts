import { Temporal } from 'temporal-polyfill';
import { LANGUAGE_TAG, type Locale } from '../../../platform/i18n/locale.js';

const UNITS = ['year', 'month', 'week', 'day'] as const;

/** A duration of the sources file (ISO 8601) in words: `P90D` is `90 days`, `P1Y6M` is `1 year and 6 months`. */
export function writtenPeriod(period: string, locale: Locale): string {
  const duration = Temporal.Duration.from(period);
  const parts = UNITS.flatMap((unit) => {
    const length = duration[`${unit}s`];
    if (length === 0) return [];
    const options = { style: 'unit', unit, unitDisplay: 'long', numberingSystem: 'latn' } as const;
    return [new Intl.NumberFormat(LANGUAGE_TAG[locale], options).format(length)];
  });
  return new Intl.ListFormat(LANGUAGE_TAG[locale], { type: 'conjunction' }).format(parts);
}
