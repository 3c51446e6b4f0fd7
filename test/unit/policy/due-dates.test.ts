import { describe, expect, it } from 'vitest';
import { dueDates, extendedDue } from '../../../src/policy/due-dates.js';
import { loadRegimes } from '../../../src/policy/regimes.js';
import { type RequestKind } from '../../../src/policy/request-kinds.js';

const OFFICE = 'Africa/Casablanca';
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const due = (regime: string, kind: RequestKind, day: string) => dueDates(regime, kind, noon(day), OFFICE);

describe('the cases of the published policy', () => {
  it.each([
    ['GDPR', '2026-03-05', '2026-04-07', '2026-06-05'],
    ['GDPR', '2026-01-31', '2026-03-02', '2026-04-30'],
    ['GDPR', '2026-08-31', '2026-09-30', '2026-11-30'],
    ['GDPR', '2026-11-25', '2026-12-28', '2027-02-25'],
    ['US-CA', '2026-11-02', '2026-12-17', '2027-01-31'],
    ['EG', '2026-11-05', '2026-11-15', undefined],
    ['MA', '2026-11-02', '2026-11-12', undefined],
  ])('%s, received %s: due %s, extended %s', (regime, received, dueOn, extended) => {
    expect(due(regime, 'erasure', received)).toMatchObject({ regime, dueOn, basis: 'law' });
    expect(extendedDue(regime, 'erasure', noon(received), OFFICE)?.dueOn).toBe(extended);
  });

  it('has California acknowledge within ten business days, Veterans Day not counted', () => {
    expect(due('US-CA', 'export', '2026-11-02').acknowledgeBy).toBe('2026-11-17');
    expect(due('US-CA', 'objection', '2026-11-02')).toMatchObject({ dueOn: '2026-11-24', basis: 'law' });
    expect(due('US-CA', 'objection', '2026-11-02').acknowledgeBy).toBeUndefined();
  });
});

describe('Morocco', () => {
  it('aims at 30 days for a copy, as the office’s target and not the law’s', () => {
    const found = due('MA', 'export', '2026-11-02');
    expect(found).toMatchObject({ dueOn: '2026-12-02', basis: 'target' });
    expect(found.cite).toBeUndefined();
    expect(extendedDue('MA', 'export', noon('2026-11-02'), OFFICE)).toBeUndefined();
  });

  it('leaves a target on a Sunday where it falls', () => {
    expect(due('MA', 'export', '2026-11-06').dueOn).toBe('2026-12-06');
  });

  it.each(['erasure', 'rectification', 'restriction'] as const)('gives ten clear days for %s', (kind) => {
    expect(due('MA', kind, '2026-11-02')).toMatchObject({ dueOn: '2026-11-12', cite: 'Law 09-08, Art. 8' });
  });

  it.each([
    ['a Saturday', '2026-11-04', '2026-11-16'],
    ['the Feast of the Throne', '2026-07-20', '2026-07-31'],
    ['the two days of August that follow each other, and the weekend after', '2026-08-10', '2026-08-24'],
    ['Unity Day', '2028-10-21', '2028-11-01'],
    ['the Amazigh new year', '2027-01-04', '2027-01-15'],
    ['Eid al-Fitr and the weekend after', '2026-03-10', '2026-03-23'],
    ['Eid al-Adha, two days', '2026-05-17', '2026-05-29'],
    ['the end of a month', '2026-06-29', '2026-07-09'],
    ['the turn of the year', '2026-12-22', '2027-01-04'],
    ['29 February', '2028-02-19', '2028-02-29'],
  ])('a last day on %s', (_what, received, dueOn) => {
    expect(due('MA', 'erasure', received).dueOn).toBe(dueOn);
  });
});

describe('the office’s calendar day', () => {
  it('counts from tomorrow where it is already tomorrow in Casablanca', () => {
    const late = new Date('2026-11-02T23:30:00Z');
    expect(dueDates('MA', 'erasure', late, OFFICE).dueOn).toBe('2026-11-13');
    expect(dueDates('MA', 'erasure', late, 'UTC').dueOn).toBe('2026-11-12');
  });

  it('counts from today at the same time of day in Ramadan, when Casablanca has UTC', () => {
    const late = new Date('2026-03-02T23:30:00Z');
    expect(dueDates('MA', 'erasure', late, OFFICE).dueOn).toBe('2026-03-12');
  });

  it('ends at 23:59:59 there: UTC+1, and UTC in Ramadan', () => {
    expect(due('MA', 'erasure', '2026-11-02').dueAt.toISOString()).toBe('2026-11-12T22:59:59.000Z');
    expect(due('MA', 'erasure', '2026-03-02').dueAt.toISOString()).toBe('2026-03-12T23:59:59.000Z');
  });

  it('ends a day of 23 hours as well', () => {
    const found = dueDates('GDPR', 'export', noon('2026-02-28'), 'Europe/Brussels');
    expect(found.dueOn).toBe('2026-03-30');
    expect(found.dueAt.toISOString()).toBe('2026-03-30T21:59:59.000Z');
  });
});

describe('months', () => {
  it.each([
    ['2028-01-31', '2028-02-29'],
    ['2028-02-29', '2028-03-29'],
    ['2026-03-31', '2026-04-30'],
    ['2026-05-31', '2026-06-30'],
    ['2026-12-31', '2027-02-01'],
  ])('GDPR, received %s: due %s', (received, dueOn) => {
    expect(due('GDPR', 'export', received).dueOn).toBe(dueOn);
  });

  it('runs an extension from receipt, not from a first due date that had rolled on', () => {
    expect(extendedDue('GDPR', 'export', noon('2026-03-05'), OFFICE)).toMatchObject({
      dueOn: '2026-06-05',
      cite: 'GDPR Art. 12(3)',
    });
  });

  it('rolls an extended last day too', () => {
    expect(extendedDue('GDPR', 'export', noon('2026-09-25'), OFFICE)?.dueOn).toBe('2026-12-28');
    expect(extendedDue('UK', 'export', noon('2026-09-25'), OFFICE)?.dueOn).toBe('2026-12-29');
  });
});

describe('other laws', () => {
  it('the United Kingdom keeps Good Friday and Easter Monday', () => {
    expect(due('UK', 'export', '2026-03-03')).toMatchObject({ dueOn: '2026-04-07', basis: 'law' });
  });

  it('a day that is marked but worked on is a working day', () => {
    // All Souls' Day in Belgium.
    expect(due('GDPR', 'export', '2026-10-02').dueOn).toBe('2026-11-02');
  });

  it('the United Kingdom has complaints acknowledged since 19 June 2026', () => {
    expect(due('UK', 'complaint', '2026-06-19')).toMatchObject({
      acknowledgeBy: '2026-07-19',
      basis: 'target',
    });
    expect(due('UK', 'complaint', '2026-06-18').acknowledgeBy).toBeUndefined();
  });

  it('Egypt counts neither Friday and Saturday nor a holiday of several days', () => {
    // 20 to 22 March 2026 is Eid al-Fitr: Friday, Saturday, Sunday.
    expect(due('EG', 'export', '2026-03-18').dueOn).toBe('2026-03-29');
  });

  it('India’s law has no figure before it is in force', () => {
    expect(due('IN', 'complaint', '2027-05-12')).toMatchObject({ dueOn: '2027-06-11', basis: 'target' });
    expect(due('IN', 'complaint', '2027-05-13')).toMatchObject({ dueOn: '2027-08-11', basis: 'law' });
  });

  it.each(['article', 'complaint', 'consent_withdrawal'] as const)(
    'GDPR’s clock does not run for %s',
    (kind) => {
      expect(due('GDPR', kind, '2026-11-02')).toMatchObject({ dueOn: '2026-12-02', basis: 'target' });
      expect(extendedDue('GDPR', kind, noon('2026-11-02'), OFFICE)).toBeUndefined();
    },
  );

  it('refuses a regime it does not know, and a zone nobody knows', () => {
    expect(() => due('XX', 'export', '2026-11-02')).toThrow('no regime "XX"');
    expect(() => dueDates('MA', 'export', noon('2026-11-02'), 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('an operator’s values', () => {
  it('replace the shipped ones: announced holidays, another Member State, another target', () => {
    const book = loadRegimes(`
targetDays: 20
regimes:
  - code: MA
    working: { weekend: [sat, sun], region: MA, add: [2026-03-24, 01-14], drop: [2026-03-20, 07-30], sure: settled }
  - code: GDPR
    working: { weekend: [sat, sun], region: DE, sure: seen }
`);
    const at = (regime: string, kind: RequestKind, day: string) =>
      dueDates(regime, kind, noon(day), OFFICE, book).dueOn;
    expect(at('MA', 'erasure', '2026-03-14')).toBe('2026-03-25');
    expect(at('MA', 'erasure', '2026-03-10')).toBe('2026-03-20');
    expect(at('MA', 'erasure', '2026-07-20')).toBe('2026-07-30');
    expect(at('MA', 'export', '2026-11-02')).toBe('2026-11-22');
    // Belgium works on German Unity Day and on 26 December.
    expect(at('GDPR', 'export', '2025-09-03')).toBe('2025-10-06');
    expect(due('GDPR', 'export', '2025-09-03').dueOn).toBe('2025-10-03');
    expect(due('MA', 'export', '2026-11-02').dueOn).toBe('2026-12-02');
  });
});
