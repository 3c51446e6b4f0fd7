import { type Finding, finding } from '../finding.js';
import { type Collection, type DataMap, type Lead } from '../map/data-map.js';
import { type LiveSchema, type LiveTable } from './live-schema.js';

/** Whether an index whose first key is this one, a column or an expression, finds the rows of a lead. */
export type Serves = (key: string, lead: Lead, table: LiveTable) => boolean;

/** Leads that no index serves: the database reads the whole table for each copy. */
export function leadWarnings(map: DataMap, live: LiveSchema, serves: Serves): Finding[] {
  const found = map.collections.flatMap((collection) =>
    collection.leads
      .filter((lead) => !isIndexed(collection, lead, live, serves))
      .map(({ by, column }) =>
        finding(by === 'address' ? 'noFoldedIndex' : 'noIndex', {
          collection: collection.id,
          column: `${collection.table}.${column}`,
        }),
      ),
  );
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** An index serves a lead where it starts with its column, after columns that the lead's conditions fix. */
function isIndexed(collection: Collection, lead: Lead, live: LiveSchema, serves: Serves): boolean {
  const table = live.get(collection.table);
  // What is missing is a mismatch, and a view's indexes are those of the tables under it.
  if (table === undefined || table.isView) return true;
  const fixed = new Set(
    (lead.where ?? []).filter(({ equals }) => equals !== undefined).map(({ column }) => column),
  );
  return table.indexes.some(({ keys }) => {
    const first = keys.find((key) => !fixed.has(key));
    return first !== undefined && serves(first, lead, table);
  });
}
