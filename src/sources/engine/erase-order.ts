import { type Collection, type DataMap } from '../map/data-map.js';
import { erasingRule } from '../map/erased-columns.js';
import { type LiveSchema } from './live-schema.js';

/**
 * Collections in the order in which their rows are erased: what refers to others first, else as in the map. Where tables
 * refer to each other in a circle, no order can serve, and the database refuses to delete.
 */
export function eraseOrder(map: DataMap, live: LiveSchema): Collection[] {
  const ordered = new Set<Collection>();
  const visit = (collection: Collection, path: readonly Collection[]) => {
    if (ordered.has(collection) || path.includes(collection)) return;
    for (const other of map.collections) {
      if (other !== collection && refersTo(other, collection, live)) visit(other, [...path, collection]);
    }
    ordered.add(collection);
  };
  for (const collection of map.collections) visit(collection, []);
  return [...ordered];
}

/** By a foreign key, by what the map says, or since its rows are found by way of the other's. */
function refersTo(one: Collection, other: Collection, live: LiveSchema): boolean {
  const rule = erasingRule(other);
  const named = rule?.action === 'delete' ? rule.unlessReferredBy : [];
  return (
    named.some(({ collection }) => collection === one.id) ||
    one.leads.some((lead) => lead.by === 'membership' && lead.collection === other.id) ||
    (one.table !== other.table &&
      live.get(one.table)?.references.some(({ to }) => to === other.table) === true)
  );
}
