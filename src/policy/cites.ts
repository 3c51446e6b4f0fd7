import { type Locale } from '../platform/i18n/locale.js';

/** How the reviewed laws cite their articles; every other citation stays as its law's figures name it. */
const LAWS = [
  {
    cite: /^Law 09-08, Art\. (.+)$/,
    ar: 'القانون رقم 09.08، المادة $1',
    fr: 'Loi n° 09-08, article $1',
  },
  {
    cite: /^GDPR Art\. ([^;]+)$/,
    ar: 'اللائحة العامة لحماية البيانات، المادة $1',
    fr: 'RGPD, article $1',
  },
  {
    cite: /^UK GDPR Art\. ([^;]+)$/,
    ar: 'اللائحة البريطانية العامة لحماية البيانات، المادة $1',
    fr: 'RGPD britannique, article $1',
  },
] as const;

/** A citation in a language: `Law 09-08, Art. 7` is `Loi n° 09-08, article 7`. */
export function writtenCite(cite: string, locale: Locale): string {
  if (locale === 'en') return cite;
  const law = LAWS.find((known) => known.cite.test(cite));
  return law === undefined ? cite : cite.replace(law.cite, law[locale]);
}
