import { describe, expect, it } from 'vitest';
import {
  type ErasurePlan,
  exceeds,
  planAfter,
  type PlannedCollection,
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
