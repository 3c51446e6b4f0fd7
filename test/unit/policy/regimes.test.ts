import { describe, expect, it } from 'vitest';
import {
  loadRegimes,
  OFFERED_REGIMES,
  regime,
  REGIME_CODES,
  RegimesRefused,
  SHIPPED_REGIMES,
} from '../../../src/policy/regimes.js';
import { isHolidayRegion } from '../../../src/policy/working-days.js';

function problemsOf(yamlText: string): readonly string[] {
  try {
    loadRegimes(yamlText);
  } catch (error) {
    if (error instanceof RegimesRefused) return error.problems;
    throw error;
  }
  throw new Error('the file was taken');
}

const WHOLE = `
regimes:
  - code: NL
    names: { ar: هولندا, fr: Pays-Bas, en: Netherlands }
    reviewed: false
    working: { weekend: [sat, sun], region: NL, sure: settled }
    answers: [{ for: [export], within: 1, unit: month, roll: true, sure: seen }]
    clock: { starts: receipt, pauses: [], sure: settled }
    authority: { names: { ar: ا, fr: AP, en: AP }, url: 'https://example.org', sure: settled }
    refusalNotice: { elements: [reasons], sure: settled }
    refusalGrounds: [{ id: legal_claims, sure: settled }]
`;

describe('the shipped regimes', () => {
  it('are fifteen, Morocco first, and three of them are offered', () => {
    expect(REGIME_CODES).toHaveLength(15);
    expect(REGIME_CODES[0]).toBe('MA');
    expect(OFFERED_REGIMES).toEqual(['MA', 'GDPR', 'UK']);
  });

  it('tell what an office needs to answer', () => {
    const morocco = regime('MA');
    expect(morocco.authority.names.ar).toBe('اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي');
    expect(morocco.authority.url).toBe('https://www.cndp.ma');
    expect(morocco.refusalGrounds.map((ground) => ground.id)).toContain('manifestly_abusive');
    expect(morocco.refusalNotice.elements).toEqual(['reasons', 'authority']);
    expect(regime('EG').working.weekend).toEqual(['fri', 'sat']);
  });

  it.each(REGIME_CODES)('%s keeps the holidays of a region that is known', (code) => {
    expect(isHolidayRegion(regime(code).working.region)).toBe(true);
  });

  it('have no answer to a code that is not theirs', () => {
    expect(() => regime('toString')).toThrow(RangeError);
  });
});

describe('an operator’s file', () => {
  it('may be empty, and changes nothing then', () => {
    expect([...loadRegimes('').regimes.values()]).toEqual([...SHIPPED_REGIMES.regimes.values()]);
  });

  it('replaces one part and leaves the rest, and the shipped regimes, alone', () => {
    const book = loadRegimes(
      `regimes: [{ code: MA, authority: { names: { ar: ا, fr: F, en: E }, url: 'https://example.org', sure: seen } }]`,
    );
    expect(book.regimes.get('MA')).toMatchObject({ name: 'Law 09-08 (Morocco)', authority: { name: 'E' } });
    expect(book.regimes.get('MA')?.answers).toEqual(regime('MA').answers);
    expect(regime('MA').authority.url).toBe('https://www.cndp.ma');
    expect(loadRegimes('', book).regimes.get('MA')?.authority.name).toBe('E');
  });

  it('may bring a regime of its own', () => {
    expect(loadRegimes(WHOLE).regimes.get('NL')?.name).toBe('Netherlands');
  });

  it.each([
    ['regimes: [', /^not YAML: /],
    ['- MA', /^the file: /],
    ['targetdays: 3', /targetdays/],
    ['targetDays: 0', /^targetDays: /],
    ['regimes: [{ code: MA, reviewd: true }]', /^MA: .*reviewd/],
    [WHOLE.replace('reviewed: false', ''), /^NL\.reviewed: /],
    ['regimes: [{ code: MA }, { code: MA }]', /^MA: is there twice/],
    [
      'regimes: [{ code: MA, answers: [{ for: [access], within: 1, unit: month, roll: true, sure: seen }] }]',
      /^MA\.answers\.0\.for\.0: /,
    ],
    [
      'regimes: [{ code: MA, answers: [{ for: [export], within: 1, unit: weeks, roll: true, sure: seen }] }]',
      /^MA\.answers\.0\.unit: /,
    ],
    [
      'regimes: [{ code: MA, answers: [{ for: [export, export], within: 1, unit: month, roll: true, sure: seen }] }]',
      /^MA\.answers: export has more than one rule/,
    ],
    [
      'regimes: [{ code: MA, working: { weekend: [], region: MA, add: [1 Shawal], sure: seen } }]',
      /^MA\.working\.add\.0: a day such as/,
    ],
    [
      'regimes: [{ code: MA, working: { weekend: [], region: MA, add: [2026-02-30], sure: seen } }]',
      /^MA\.working\.add\.0: /,
    ],
    [
      'regimes: [{ code: MA, working: { weekend: [], region: XX, sure: seen } }]',
      /^MA\.working\.region: no holidays are known for XX/,
    ],
    [
      'regimes: [{ code: MA, working: { weekend: [], region: US-ZZ, sure: seen } }]',
      /no holidays are known for US-ZZ/,
    ],
    [WHOLE.replace('https://example.org', 'javascript:alert(1)'), /^NL\.authority\.url: /],
  ])('is refused with a line that says where: %s', (text, line) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(line)]);
  });

  it('is told all that a new regime lacks', () => {
    const parts = problemsOf('regimes: [{ code: XX }]').map((line) => line.split(':', 1)[0]);
    expect(parts).toEqual(expect.arrayContaining(['XX.names', 'XX.working', 'XX.answers', 'XX.authority']));
  });

  it('is told all its problems at once', () => {
    expect(
      problemsOf('{ targetDays: 5, regimes: [{ code: MA, reviewed: 1 }, { code: UK, reviewed: 2 }] }'),
    ).toHaveLength(2);
  });

  it('may not take seven days of the week off', () => {
    const week = '[mon, tue, wed, thu, fri, sat, sun]';
    const text = `regimes: [{ code: MA, working: { weekend: ${week}, region: MA, sure: seen } }]`;
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^MA\.working\.weekend: /)]);
  });
});
