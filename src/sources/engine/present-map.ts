import { type Finding, finding } from '../finding.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { type LiveSchema } from './live-schema.js';

/**
 * The map without the optional collections whose tables are not there, and without the leads and referrers that need
 * them. Without such, the map itself.
 */
export function presentMap(map: DataMap, live: LiveSchema): DataMap {
  const there = map.collections.filter((collection) => !isAbsent(collection, live));
  return there.length === map.collections.length ? map : { ...map, collections: withoutDangling(there) };
}

/** What the map has no table for, and need not have. */
export function absentCollections(map: DataMap, live: LiveSchema): Finding[] {
  return map.collections
    .filter((collection) => isAbsent(collection, live))
    .map(({ id, table }) => finding('absent', { collection: id, table }));
}

export function isAbsent({ optional, table }: Collection, live: LiveSchema): boolean {
  return optional === true && !live.has(table);
}

function withoutDangling(collections: readonly Collection[]): Collection[] {
  const ids = new Set(collections.map(({ id }) => id));
  const learned = new Set(collections.flatMap(({ learns }) => learns.map(({ identifier }) => identifier)));
  const left = collections
    .map((collection) => ({
      ...collection,
      leads: collection.leads.filter((lead) => {
        if (lead.by === 'identifier') return learned.has(lead.identifier);
        return lead.by === 'address' || ids.has(lead.collection);
      }),
      erase: withReferrersIn(ids, collection.erase),
    }))
    .filter(({ leads }) => leads.length > 0);
  return left.length === collections.length ? left : withoutDangling(left);
}

function withReferrersIn(ids: ReadonlySet<string>, erase: Collection['erase']): Collection['erase'] {
  if (erase?.action !== 'delete' && erase?.action !== 'retain') return erase;
  return {
    ...erase,
    unlessReferredBy: erase.unlessReferredBy.filter(({ collection }) => ids.has(collection)),
  };
}
