import { type Finding, finding } from '../finding.js';
import { type Collection, type DataMap, type Lead } from '../map/data-map.js';
import { type LiveSchema, type LiveTable } from './live-schema.js';

/** Whether an index whose first key is this one, a column or an expression, finds the rows of a lead. */
export type Serves = (key: string, lead: Lead, table: LiveTable) => boolean;

/** Leads that no index serves: the database reads the whole table for each copy. */
export function leadWarnings(map: DataMap, live: LiveSchema, serves: Serves): Finding[] {
  const found = map.collections.flatMap((collection) =>
    collection.leads
      .filter((lead) => lead.unindexed !== true && !isIndexed(collection, lead, live, serves))
      .map(({ by, column }) =>
        finding(by === 'address' ? 'noFoldedIndex' : 'noIndex', {
          collection: collection.id,
          column: `${collection.table}.${column}`,
        }),
      ),
  );
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** An index serves a lead where it starts with its column, or with one whose value the lead's conditions fix. */
function isIndexed(collection: Collection, lead: Lead, live: LiveSchema, serves: Serves): boolean {
  const table = live.get(collection.table);
  // What is missing is a mismatch, and a view's indexes are those of the tables under it.
  if (table === undefined || table.isView) return true;
  const fixed = new Set(
    (lead.where ?? [])
      .filter(({ equals, oneOf }) => equals !== undefined || oneOf !== undefined)
      .map(({ column }) => column),
  );
  return table.indexes.some(({ keys: [first = ''] }) => fixed.has(first) || serves(first, lead, table));
}
