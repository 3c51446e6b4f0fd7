import { expect, it } from 'vitest';
import { type KeptRows } from '../../src/erasures/kept-rows.js';
import { toldRows } from '../../src/erasures/told-rows.js';
import { type HoldRule, type HoldVisibility } from '../../src/holds/hold-rules.js';
import { type DataCategory } from '../../src/policy/purposes.js';

function rule(id: string, visibility: HoldVisibility, category?: DataCategory): HoldRule {
  return {
    id,
    purpose: 'legal',
    citation: `Order ${id}`,
    reviewOn: '2027-03-05',
    visibility,
    scope: { hold: id, category },
  };
}

const RULES = [
  rule('open', 'open'),
  rule('content', 'reason-hidden', 'content'),
  rule('hidden', 'existence-hidden'),
  rule('hidden-contact', 'existence-hidden', 'contact'),
];

const told = (...kept: KeptRows[]) => toldRows(kept, RULES, () => new Set(['content', 'contact'] as const));

function rows(holds: string[], records: string[], categories: DataCategory[] = []): KeptRows {
  return { source: 'portal', collection: 'comments', categories, holds, count: records.length, records };
}

it('leaves out what hidden holds alone keep', () => {
  expect(told(rows(['hidden'], ['1']), rows(['hidden', 'hidden-contact'], ['2', '3']))).toEqual([]);
});

it('tells of rows as if only the others kept them', () => {
  const expected = [rows(['content'], ['1', '2', '3', '4'], ['content'])];
  expect(
    told(
      rows(['content'], ['2'], ['content']),
      rows(['content', 'hidden'], ['1', '3']),
      rows(['content', 'hidden-contact'], ['4'], ['contact', 'content']),
    ),
  ).toEqual(expected);
  expect(told(rows(['content'], ['1', '2', '3', '4'], ['content']))).toEqual(expected);
});

it('tells whole rows from parts', () => {
  expect(told(rows(['open', 'hidden'], ['1']), rows(['content'], ['2'], ['content']))).toEqual([
    rows(['content'], ['2'], ['content']),
    rows(['open'], ['1']),
  ]);
});
