import { escapeIdentifier as quote } from 'pg';
import { ENTRY } from '../engine/entry-records.js';
import { type Collection } from '../map/data-map.js';
import { type Entries, type EntryKey } from '../map/entries-shape.js';
import { entryFields, entryPlaces, WITHHELD_PLACE } from '../map/entry-fields.js';
import { jsonValue } from './column-values.js';
import { type Predicates } from './predicates.js';

/** What is asked of the rows of a key-value table so that they become records. */
export interface EntryColumns {
  /** Of a select, beside the fields. */
  readonly outputs: readonly string[];
  /** Rows of one record stand together, and of these those of one name. */
  readonly order: readonly string[];
  readonly count: string;
}

export function entryColumns(collection: Collection, entries: Entries, predicates: Predicates): EntryColumns {
  const column = (name: string) => predicates.column(collection, name);
  const [of, value] = [`t.${quote(entries.of)}`, `t.${quote(entries.value)}`];
  const named = (key: EntryKey) =>
    predicates.conditions(collection, [
      { column: entries.name, equals: key.key, startsWith: key.prefix },
    ])[0] ?? 'false';
  const places = entryPlaces(entries);
  const others = entryFields(entries, collection.category).length;
  const cases = places.map(({ key, place }) => `WHEN ${named(key)} THEN ${place}`);
  const place = cases.length === 0 ? String(others) : `CASE ${cases.join(' ')} ELSE ${others} END`;
  const withheld = places.filter((one) => one.place === WITHHELD_PLACE).map(({ key }) => named(key));
  const given = jsonValue(value, column(entries.value));
  const handedOut =
    withheld.length === 0 ? given : `CASE WHEN (${withheld.join(' OR ')}) IS NOT TRUE THEN ${given} END`;
  const name = `coalesce(t.${quote(entries.name)}::text, '')`;
  const whose = column(entries.of).bytewise ? of : `${of}::text COLLATE "C"`;
  return {
    outputs: [
      `${jsonValue(of, column(entries.of))} AS ${quote(ENTRY.of)}`,
      `${name} AS ${quote(ENTRY.name)}`,
      `${place} AS ${quote(ENTRY.place)}`,
      `${handedOut} AS ${quote(ENTRY.value)}`,
    ],
    order: [whose, place, `${name} COLLATE "C"`],
    count: `count(DISTINCT ${whose}) + coalesce(max((${of} IS NULL)::integer), 0)`,
  };
}
