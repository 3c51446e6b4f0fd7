import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/platform/config/config.js';
import { LOCALES, type Locale } from '../../../src/platform/i18n/locale.js';
import { retention } from '../../../src/policy/retention.js';
import { RECIPIENT_HOSTS, ALLOWED_CODE, ALLOWED_HOSTS, ALLOWED_WORDS } from '../../support/written-once.js';

const SRC = new URL('../../../src/', import.meta.url);
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .sort();
const CATALOGUES = FILES.filter((path) => /words\/(?:\w+\/)?(?:ar|en|fr)\.ts$/.test(path));
const isCode = (path: string) =>
  !CATALOGUES.includes(path) && !/^(?:bench|demo)\/|^policy\/(?:retention|written)\.ts$/.test(path);
const CODE = FILES.filter(isCode);

/** A number, in digits or in words, before a unit of time; Arabic has forms of a unit that say one or two by themselves. */
const LENGTH: Readonly<Record<Locale, RegExp>> = {
  en: /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety)[ -](?:minute|hour|day|week|month|year)s?\b|\ban? (?:hour|week|month|year)\b|(?<=\b(?:after|for|most|than|within) )a day\b/gi,
  fr: /(?<!\p{L})(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quatorze|quinze|vingt|trente)\s(?:minutes?|heures?|jours?|semaines?|quinzaines?|mois|ans?|années?)(?!\p{L})|(?<!\p{L})(?:une (?:heure|semaine|année)|un (?:mois|an))(?!\p{L})|(?<=(?:pendant|après|plus|durant|bout d’|de) ?)un jour/giu,
  ar: /\d+ (?:دقيقة|دقائق|ساعة|ساعات|يوما|يوم|أيام|أسبوعا|أسبوع|أسابيع|شهرا|شهر|أشهر|سنة|سنوات|عاما|عام|أعوام)|(?<!\p{L})[لبو]?(?:دقيقتين|ساعتين|ساعتان|يومين|يومان|أسبوعين|أسبوعان|شهرين|شهران|سنتين|سنتان|عامين|عامان)(?!\p{L})|(?:دقيقة|ساعة|سنة) واحدة|(?:يوما?|أسبوعا?|شهرا?|عاما?) واحدا?/gu,
};

/** A text without its plural forms, whose numbers are values. */
function plain(text: string): string {
  let out = text;
  for (;;) {
    const less = out.replace(/\{(\w+), (?:plural|select|selectordinal),(?:[^{}]|\{[^{}]*\})*\}/g, '');
    if (less === out) return out;
    out = less;
  }
}

async function words(path: string): Promise<Readonly<Record<string, string>>> {
  const found = (await import(new URL(path, SRC).href)) as Record<string, Record<string, string>>;
  return Object.values(found)[0] ?? {};
}

/** The code of a file without its comments. */
function code(path: string): string {
  return readFileSync(new URL(path, SRC), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(?<![:'"`\\/])\/\/.*$/gm, '');
}

const UNITS: Readonly<Record<string, number>> = {
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
};
const INTERVALS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  year: 365 * 86_400_000,
};

/** Lengths of time that a line names, in milliseconds, each as it is written. */
function lengthsIn(line: string): { readonly written: string; readonly ms: number[] }[] {
  const products = [
    ...line.matchAll(/(?<![\w.$-]|\/ )(?:\d[\d_]*)(?:\s\*\s(?:\d[\d_]*|[A-Z]+))*(?![\w.-])/g),
  ].map(([written]) => {
    const value = written
      .split(' * ')
      .map((one) => UNITS[one] ?? Number(one.replaceAll('_', '')))
      .reduce((product, one) => product * one, 1);
    return { written, ms: value >= 86_400 ? [value, value * 1000] : [] };
  });
  const durations = [...line.matchAll(/'(P(?:T?\d+[DHMS])+)'/g)].map(([, written = '']) => ({
    written,
    ms: [parseDuration(written) ?? Number.NaN],
  }));
  const intervals = [...line.matchAll(/interval '(\d+) (second|minute|hour|day|week|month|year)s?'/g)].map(
    ([written, count, unit = '']) => ({ written, ms: [Number(count) * (INTERVALS[unit] ?? Number.NaN)] }),
  );
  return [...products, ...durations, ...intervals];
}

/** Units by their names, and how often something is done, are no lengths of keeping. */
const NO_LENGTH =
  /^(?:export )?const (?:SECOND|MINUTE|HOUR|DAY|MILLISECONDS_A_DAY) =|\b(?:every|window|stream|search|backoff|longestPause|statement_timeout):/;

const POLICY_LENGTHS = new Set(Object.values(retention).filter((ms) => ms > 0));

describe('a length of the policy is written once, in policy/retention.ts', () => {
  it.each(LOCALES)('no sentence in %s has a length of its own', async (locale) => {
    const found: string[] = [];
    for (const path of CATALOGUES.filter((one) => one.endsWith(`/${locale}.ts`))) {
      for (const [key, text] of Object.entries(await words(path))) {
        const lengths = plain(text).match(LENGTH[locale]) ?? [];
        found.push(...lengths.map((length) => `${key}: ${length}`));
      }
    }
    expect(found.filter((one) => !Object.hasOwn(ALLOWED_WORDS, one.split(': ')[0] ?? ''))).toEqual([]);
  });

  it('no English text in the code has one', () => {
    const found = CODE.flatMap((path) =>
      [...code(path).matchAll(/'(?:[^'\\\n]|\\.)*'|`[^`]*`|>[^<>{}]+</g)]
        .flatMap(([text]) => text.match(LENGTH.en) ?? [])
        .map((length) => `${path}: ${length}`),
    );
    expect(found.filter((one) => !Object.hasOwn(ALLOWED_CODE, one))).toEqual([]);
  });

  it('no constant in the code equals one', () => {
    const found = CODE.flatMap((path) =>
      code(path)
        .split('\n')
        .filter((line) => !NO_LENGTH.test(line.trim()))
        .flatMap(lengthsIn)
        .filter(({ ms }) => ms.some((one) => POLICY_LENGTHS.has(one)))
        .map(({ written }) => `${path}: ${written}`),
    );
    expect(found.filter((one) => !Object.hasOwn(ALLOWED_CODE, one))).toEqual([]);
  });

  it('finds one where somebody writes it again', () => {
    const ms = (line: string) => lengthsIn(line).flatMap((one) => one.ms);
    expect(ms('const KEPT = 7 * DAY;')).toContain(retention.bundle);
    expect(ms('maxAge: 172_800,')).toContain(retention.session);
    expect(ms('const A = 14 * 24 * 60 * 60 * 1000;')).toContain(retention.rememberedSession);
    expect(ms(`< now() - interval '48 hours'`)).toContain(retention.unconfirmedRequest);
    expect(ms(`const LINK = 'PT15M';`)).toContain(retention.stepUp);
    expect(plain('Kept for 7 days.').match(LENGTH.en)).toEqual(['7 days']);
    expect(plain('{days, plural, one {# day} other {# days}}').match(LENGTH.en)).toBeNull();
    expect('gardé deux jours'.match(LENGTH.fr)).toEqual(['deux jours']);
    expect('يحذف بعد يومين'.match(LENGTH.ar)).toEqual(['يومين']);
  });

  it('and the list of what may stay has nothing that is gone', async () => {
    const keys = new Set<string>();
    for (const path of CATALOGUES) for (const key of Object.keys(await words(path))) keys.add(key);
    expect(Object.keys(ALLOWED_WORDS).filter((key) => !keys.has(key))).toEqual([]);
    const all = CODE.map((path) => [path, code(path)] as const);
    const gone = Object.keys({ ...ALLOWED_CODE, ...ALLOWED_HOSTS }).filter((one) => {
      const [path = '', text = ''] = one.split(': ');
      return !all.some(([name, content]) => name === path && content.includes(text));
    });
    expect(gone).toEqual([]);
  });
});

describe('who receives data is written once, in policy/recipients.ts', () => {
  it('no other file names a recipient’s host', () => {
    const found = CODE.filter((path) => path !== 'policy/recipients.ts').flatMap((path) =>
      [...code(path).matchAll(RECIPIENT_HOSTS)].map(([host]) => `${path}: ${host}`),
    );
    expect(found.filter((one) => !Object.hasOwn(ALLOWED_HOSTS, one))).toEqual([]);
  });
});
