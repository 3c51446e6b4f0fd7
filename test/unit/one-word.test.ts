import { describe, expect, it } from 'vitest';
import { ar as bundleAr } from '../../src/exports/words/ar.js';
import { fr as bundleFr } from '../../src/exports/words/fr.js';
import { type Locale } from '../../src/platform/i18n/locale.js';
import { RIGHTS } from '../../src/policy/rights.js';
import { ar as mailAr } from '../../src/requests/words/ar.js';
import { fr as mailFr } from '../../src/requests/words/fr.js';
import { pageTexts } from '../../src/web/words/words.js';

/** Every sentence of pages, mails, copies and rights. */
const sentences = (locale: Locale, ...catalogues: Readonly<Record<string, string>>[]): string[] => [
  ...[pageTexts[locale], ...catalogues].flatMap((texts) => Object.values(texts)),
  ...RIGHTS.map(({ title }) => title[locale]),
];

describe('one word for one thing', () => {
  it.each<[string, string[], RegExp, RegExp]>([
    ['a complaint in French', sentences('fr', mailFr, bundleFr), /réclamation/i, /plainte|plaindre/i],
    ['a mail in French', sentences('fr', mailFr, bundleFr), /courriel/i, /e-mails|(?:par|un) e-mail/i],
    ['a complaint in Arabic', sentences('ar', mailAr, bundleAr), /شكاية/, /شكوى|شكاوى|تظلم/],
    [
      'the European law in Arabic',
      sentences('ar', mailAr, bundleAr),
      /اللائحة العامة لحماية البيانات/,
      /النظام العام/,
    ],
    ['a password in Arabic', sentences('ar', mailAr, bundleAr), /كلمة المرور/, /كلمة السر|الرقم السري/],
  ])('%s', (_name, all, word, others) => {
    expect(all.filter((text) => word.test(text)).length).toBeGreaterThan(0);
    expect(all.filter((text) => others.test(text))).toEqual([]);
  });
});
