import { describe, expect, it } from 'vitest';
import { toldCounts, type ToldWorld } from '../../src/erasures/told-counts.js';
import { type PlannedCollection } from '../../src/erasures/erasure-plan.js';
import { type MappedCollection } from '../../src/sources/mapped-collection.js';

/** A person waits for their account, which waits for their comments and sessions; a person has nothing to clear. */
const WAITS: Record<string, readonly string[]> = { person: ['account'], account: ['comments', 'sessions'] };

const at = (collection: string) => ({ source: 'portal', collection });
const rows = (collection: string, count: number) => ({ ...at(collection), rows: count });
const planned = (
  collection: string,
  action: PlannedCollection['action'],
  count: number,
): PlannedCollection => ({
  ...at(collection),
  category: 'content',
  action,
  count,
  holds: [],
});

function world(kept: ToldWorld['kept'], ...more: readonly PlannedCollection[]): ToldWorld {
  return {
    plan: [
      planned('comments', 'clear', 3),
      planned('account', 'delete', 1),
      planned('person', 'delete', 1),
      ...more,
    ],
    kept,
    mapped: ({ collection }) =>
      ({ waitsFor: WAITS[collection] ?? [], clears: collection !== 'person' }) as unknown as MappedCollection,
  };
}

/** A hidden hold keeps two of three comments: the account is cleared, the person waits untouched. */
const COUNTS = [
  { ...at('comments'), erased: 0, anonymised: 1 },
  { ...at('account'), erased: 0, anonymised: 1 },
];
const UNTOLD = [rows('comments', 2)];
const gone = { ...at('comments'), erased: 0, anonymised: 3 };

describe('what is told to be gone', () => {
  it('waits for nothing that only hidden holds keep', () => {
    expect(toldCounts(COUNTS, UNTOLD, world([]))).toEqual([
      gone,
      { ...at('account'), erased: 1, anonymised: 0 },
      { ...at('person'), erased: 1, anonymised: 0 },
    ]);
  });

  it('waits for what the person knows to be kept, and for what waits for it', () => {
    expect(toldCounts(COUNTS, UNTOLD, world([rows('sessions', 1)]))).toEqual([
      gone,
      { ...at('account'), erased: 0, anonymised: 1 },
      { ...at('person'), erased: 0, anonymised: 0 },
    ]);
  });

  it('waits for what the map keeps for ever', () => {
    const told = toldCounts(COUNTS, UNTOLD, world([], planned('sessions', 'retain', 4)));
    expect(told).toContainEqual({ ...at('account'), erased: 0, anonymised: 1 });
  });

  it('is not what the person knows to be kept itself', () => {
    expect(toldCounts([gone], [], world([rows('account', 1)]))).toEqual([
      gone,
      { ...at('account'), erased: 0, anonymised: 0 },
      { ...at('person'), erased: 0, anonymised: 0 },
    ]);
  });

  it('is cleared where a hidden hold keeps it and what is known to be kept refers to it', () => {
    const untold = [rows('account', 1), rows('person', 1)];
    expect(toldCounts([gone], untold, world([rows('comments', 1)]))).toEqual([
      gone,
      { ...at('account'), erased: 0, anonymised: 1 },
      { ...at('person'), erased: 0, anonymised: 0 },
    ]);
  });
});
