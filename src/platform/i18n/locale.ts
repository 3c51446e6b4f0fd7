/** The languages of the portal, the default first. */
export const LOCALES = ['ar', 'fr', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

/** Tags for `Intl` and `<html lang>`: Morocco's Arabic and French. `ar-MA` has Latin digits and Maghrebi month names. */
export const LANGUAGE_TAG: Readonly<Record<Locale, string>> = { ar: 'ar-MA', fr: 'fr-MA', en: 'en' };

export const DIRECTION: Readonly<Record<Locale, 'rtl' | 'ltr'>> = { ar: 'rtl', fr: 'ltr', en: 'ltr' };

/** What one thing is called in each language. */
export type Titles = Readonly<Record<Locale, string>>;

export function isLocale(text: unknown): text is Locale {
  return LOCALES.includes(text as Locale);
}
