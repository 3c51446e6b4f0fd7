import { describe, expect, it } from 'vitest';
import {
  type ErasurePlan,
  exceeds,
  planAfter,
  type PlannedCollection,
  plannedTotals,
  unreachableSources,
} from '../../src/erasures/erasure-plan.js';

function planned(count: number, more: Partial<PlannedCollection> = {}): ErasurePlan {
  const collection = {
    source: 'portal',
    collection: 'comments',
    category: 'content',
    action: 'clear',
    count,
    holds: [],
  } as const;
  return { collections: [{ ...collection, ...more }] };
}

const done = (rows: number) => [{ source: 'portal', collection: 'comments', rows }];

describe('a run', () => {
  it('may meet 5 % more rows than were approved, and no more', () => {
    expect(exceeds(planned(105), planned(100), [])).toBe(false);
    expect(exceeds(planned(106), planned(100), [])).toBe(true);
  });

  it('counts what it has erased already', () => {
    expect(exceeds(planned(5), planned(100), done(100))).toBe(false);
    expect(exceeds(planned(6), planned(100), done(100))).toBe(true);
  });

  it('goes by a plan that was made for the rest', () => {
    const rest = planAfter(planned(20), done(100));
    expect(exceeds(planned(20), rest, done(100))).toBe(false);
    expect(exceeds(planned(0), rest, done(120))).toBe(false);
    expect(exceeds(planned(27), rest, done(100))).toBe(true);
  });

  it('does not stop over one more session', () => {
    const sessions = { collection: 'sessions', category: 'technical', action: 'delete' } as const;
    expect(exceeds(planned(3, sessions), planned(1, sessions), [])).toBe(false);
  });

  it('does not count what it leaves alone', () => {
    expect(exceeds(planned(50, { action: 'retain' }), planned(0), [])).toBe(false);
  });
});

it('names sources that hold something and can only be read', () => {
  const site = { source: 'site', action: 'unreachable' } as const;
  expect(unreachableSources(planned(1, site))).toEqual(['site']);
  expect(unreachableSources(planned(0, site))).toEqual([]);
});

describe('the totals of a plan', () => {
  const hold = { id: 'h', purpose: 'legal', citation: 'Case 1', reviewOn: '2027-01-01' } as const;
  const totals = (count: number, more: Partial<PlannedCollection>) =>
    plannedTotals(planned(count, more).collections);

  it('count what a hold keeps whole apart, and not as erased', () => {
    expect(totals(47, { holds: [{ ...hold, rows: 43 }] })).toEqual({ erased: 4, kept: 43, exact: true });
  });

  it('count rows as cleared of which a hold keeps one category', () => {
    const part = { ...hold, category: 'technical', rows: 43 } as const;
    expect(totals(47, { holds: [part] })).toEqual({ erased: 47, kept: 0, exact: true });
  });

  it('claim no more than the strongest of several reasons keeps', () => {
    const retentions = [{ rows: 10, purpose: 'legal', citation: 'Law 1' }] as const;
    expect(totals(47, { holds: [{ ...hold, rows: 30 }], retentions })).toEqual({
      erased: 17,
      kept: 30,
      exact: false,
    });
  });
});
