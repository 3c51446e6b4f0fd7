import { type Collection, type DataMap, type Lead } from '../map/data-map.js';
import { type LiveSchema } from './live-schema.js';

/** Leads that no index serves: the database reads the whole table for each copy. */
export function leadWarnings(map: DataMap, live: LiveSchema): string[] {
  const lines = map.collections.flatMap((collection) =>
    collection.leads
      .filter((lead) => !isIndexed(collection, lead, live))
      .map((lead) => {
        const wanted = lead.by === 'address' ? ' by its folded value (see docs/data-maps.md)' : '';
        return `${collection.id}: no index finds ${collection.table}.${lead.column}${wanted}; the whole table is read.`;
      }),
  );
  return [...new Set(lines)];
}

/** An index serves a lead where it starts with its column, after columns that the lead's conditions fix. */
function isIndexed(collection: Collection, lead: Lead, live: LiveSchema): boolean {
  const table = live.get(collection.table);
  // What is missing is a mismatch, and a view's indexes are those of the tables under it.
  if (table === undefined || table.isView) return true;
  const fixed = new Set(
    (lead.where ?? []).filter(({ equals }) => equals !== undefined).map(({ column }) => column),
  );
  return table.indexes.some(({ keys }) => {
    const first = keys.find((key) => !fixed.has(key));
    return first !== undefined && serves(first, lead);
  });
}

function serves(key: string, lead: Lead): boolean {
  if (lead.by !== 'address') return key === lead.column;
  return /^(fold_address|translate\(btrim)\(/.test(key) && key.split(/[^A-Za-z0-9_$]+/).includes(lead.column);
}
