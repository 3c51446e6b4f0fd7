import { type MappedCollection } from '../sources/mapped-collection.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type ErasedRows, type PlannedCollection } from './erasure-plan.js';

/** Rows of one collection, by what became of them. */
export interface Counts extends CollectionPlace {
  readonly erased: number;
  /** They stay, without what leads to the person. */
  readonly anonymised: number;
}

/** What is kept, as far as the person was told. */
export interface ToldWorld {
  readonly plan: readonly PlannedCollection[];
  /** Rows that open holds and retentions keep, whole or in part. */
  readonly kept: readonly ErasedRows[];
  readonly mapped: (place: CollectionPlace) => MappedCollection | undefined;
}

/**
 * What is gone as if the holds that hide were not there: rows that they alone keep are gone as well, each by what the
 * erasure does in its collection, and so are rows that stay, cleared, only as long as such rows refer to them.
 * @param untold rows that hidden holds alone keep
 */
export function toldCounts(
  counts: readonly Counts[],
  untold: readonly ErasedRows[],
  world: ToldWorld,
): Counts[] {
  const places = [...counts, ...untold, ...world.plan.filter((one) => waitsFor(one, world).length > 0)];
  const known = places.filter((one, at) => places.findIndex((other) => isSame(one, other)) === at);
  return known.map((place) => toldCount(place, counts, rowsOf(untold, place), world));
}

function toldCount(
  { source, collection }: CollectionPlace,
  counts: readonly Counts[],
  untold: number,
  world: ToldWorld,
): Counts {
  const place = { source, collection };
  const { erased, anonymised } = counts.find((one) => isSame(one, place)) ?? { erased: 0, anonymised: 0 };
  const planned = world.plan.find((one) => isSame(one, place));
  if (planned?.action === 'clear' || planned?.action === 'detach')
    return { ...place, erased, anonymised: anonymised + untold };
  if (waitsFor(place, world).length === 0) return { ...place, erased: erased + untold, anonymised };
  if (waits(place, world)) {
    const cleared = world.mapped(place)?.clears === true ? untold : 0;
    return { ...place, erased, anonymised: anonymised + cleared };
  }
  // Of rows that had nothing to clear only the plan knows how many there are.
  const gone = (planned?.count ?? 0) - rowsOf(world.kept, place);
  return { ...place, erased: Math.max(erased + anonymised + untold, gone), anonymised: 0 };
}

/** Whether rows that the person knows to be kept refer to rows of this collection, at once or by others that wait. */
function waits(place: CollectionPlace, world: ToldWorld, seen: readonly string[] = []): boolean {
  const { source } = place;
  return waitsFor(place, world).some((collection) => {
    if (seen.includes(collection)) return false;
    const other = { source, collection };
    const planned = world.plan.find((one) => isSame(one, other));
    const retained = planned?.action === 'retain' && planned.count > 0;
    return retained || rowsOf(world.kept, other) > 0 || waits(other, world, [...seen, collection]);
  });
}

function waitsFor(place: CollectionPlace, { mapped }: ToldWorld): readonly string[] {
  return mapped(place)?.waitsFor ?? [];
}

function rowsOf(rows: readonly ErasedRows[], place: CollectionPlace): number {
  return rows.filter((one) => isSame(one, place)).reduce((sum, one) => sum + one.rows, 0);
}

export function isSame(one: CollectionPlace, other: CollectionPlace): boolean {
  return one.source === other.source && one.collection === other.collection;
}
