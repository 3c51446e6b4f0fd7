import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { failureText, type Failure } from '../../../src/requests/failure.js';
import { en as requestTexts } from '../../../src/requests/words/en.js';
import { type Finding, findingText } from '../../../src/sources/finding.js';
import { en as findingTexts } from '../../../src/sources/words/en.js';
import { asUnavailable } from '../../../src/sources/engine/failure-sentence.js';
import { PROBLEM_SENTENCES } from '../../../src/web/pages/problem-sentences.js';
import { pageTexts } from '../../../src/web/words/words.js';

/** Codes whose status says it all, and those of calls that only programs make. */
const BY_STATUS: readonly string[] = [
  'body-too-large',
  'broken-json',
  'broken-off',
  'broken-path',
  'broken-text',
  'database-away',
  'invalid-input',
  'json-expected',
  'not-found',
  'not-yours',
  'range-not-satisfiable',
  'refused',
  'sign-in-failed',
  'too-many',
  'unexpected',
];

/** Every code of a refusal as the sources of the portal name it. */
function codesThrown(): string[] {
  const folder = new URL('../../../src/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const named = /(?:conflict|forbidden|gone)\(\s*'([a-z-]+)'|new Problem\(\s*\w+,\s*'([a-z-]+)'/g;
  return [...new Set([...text.matchAll(named)].map(([, one, other]) => one ?? other ?? ''))].sort();
}

/** Values for every argument that some sentence has. */
const VALUES: Finding['values'] = {
  ...{
    collection: 'users',
    table: 't',
    column: 't.c',
    key: 'id',
    other: 'o',
    pinned: 'https://a.example',
    found: 'https://b.example',
    grant: 'SELECT',
    width: 20_000,
    height: 10_000,
    source: 'shop',
    sources: 'shop',
  },
  ...{ identifier: 'user', most: 1000, steps: 9, length: 39, bytes: 23, triggers: 'copies' },
  ...{ doing: 'read', fault: 'late', code: 'ETIMEDOUT', work: 'erasure' },
};
const LATIN_WORDS = /\b(?:the|is|not|it|and|there|again)\b/i;

describe('a refusal that a page shows', () => {
  it('has a sentence for its code, or its status says it all', () => {
    const codes = codesThrown();
    expect(codes).toContain('own-case');
    expect(codes.filter((code) => !(code in PROBLEM_SENTENCES))).toEqual(BY_STATUS);
  });

  it.each(LOCALES)('has that sentence in %s', (locale) => {
    for (const key of Object.values(PROBLEM_SENTENCES)) {
      expect(pageTexts[locale][key]).not.toBe('');
      if (locale !== 'en') expect(pageTexts[locale][key]).not.toBe(pageTexts.en[key]);
    }
  });
});

describe('what was found out about a source, and why work stopped', () => {
  const findings = Object.keys(findingTexts).map((key) => key.replace('finding.', '') as Finding['code']);
  const failures = Object.keys(requestTexts)
    .filter((key) => key.startsWith('failure.'))
    .map((key) => key.replace('failure.', '') as Failure[number]['code']);

  it.each(LOCALES)('is said whole in %s', (locale) => {
    const said = [
      ...findings.map((code) => findingText(locale, { code, values: VALUES })),
      ...failures.map((code) => failureText(locale, [{ code, values: VALUES }])),
    ];
    expect(new Set(said).size).toBe(findings.length + failures.length);
    for (const text of said) {
      expect(text).toMatch(/[.)]$/);
      expect(text).not.toMatch(/[{}]/);
      if (locale === 'ar') expect(text).not.toMatch(LATIN_WORDS);
    }
  });

  it('keeps the code of a fault that has no words, and nothing else of it', () => {
    const error = Object.assign(new Error('duplicate key "mona@example.org"'), { code: '23505' });
    const [found] = asUnavailable('shop', error, 'erase').findings;
    const text = found && findingText('fr', found);
    expect(text).toBe(
      'Rien ne peut être effacé dans le système «\u00a0shop\u00a0». L’effacement a échoué. (23505)',
    );
  });
});
