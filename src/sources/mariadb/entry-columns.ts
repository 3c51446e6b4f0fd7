import { type DataCategory } from '../../policy/purposes.js';
import { ENTRY } from '../engine/entry-records.js';
import { type Collection } from '../map/data-map.js';
import { type Entries, type EntryKey } from '../map/entries-shape.js';
import { entryCategories, entryFields, entryPlaces, WITHHELD_PLACE } from '../map/entry-fields.js';
import { holdsCondition } from './conditions.js';
import { type MariaPredicates } from './maria-predicates.js';
import { bound, either, joined, named, type Sql, sql, word } from './sql-text.js';
import { bytesOf, jsonValue, textOf } from './values.js';

/** What is asked of the rows of a key-value table so that they become records. */
export interface EntryColumns {
  /** For `JSON_OBJECT`, beside the fields. */
  readonly members: readonly Sql[];
  /** Rows of one record stand together, and of these those of one name. */
  readonly order: readonly Sql[];
  readonly count: Sql;
}

export function entryColumns(
  collection: Collection,
  entries: Entries,
  predicates: MariaPredicates,
): EntryColumns {
  const column = (name: string) => predicates.column(collection, name);
  const [of, name, value] = [named('t', entries.of), named('t', entries.name), named('t', entries.value)];
  const place = placeOf(collection, entries, predicates);
  const whose = column(entries.of).family === 'integer' ? of : bytesOf(of, column(entries.of));
  const names = sql`COALESCE(${textOf(name, column(entries.name))}, '')`;
  return {
    members: [
      sql`${bound(ENTRY.of)}, ${jsonValue(of, column(entries.of))}`,
      sql`${bound(ENTRY.name)}, ${names}`,
      sql`${bound(ENTRY.place)}, ${place}`,
      sql`${bound(ENTRY.value)}, ${handedOut(collection, entries, predicates, jsonValue(value, column(entries.value)))}`,
    ],
    order: [whose, place, sql`CAST(${names} AS BINARY)`],
    count: sql`COUNT(DISTINCT ${whose}) + COALESCE(MAX(${of} IS NULL), 0)`,
  };
}

/** Rows whose name is of this kind of data. */
export function isOfCategory(
  collection: Collection,
  category: DataCategory,
  predicates: MariaPredicates,
): Sql {
  const { keys, others } = entryCategories(collection);
  const { entries } = collection;
  const answer = (own: DataCategory) => (own === category ? sql`TRUE` : sql`FALSE`);
  if (entries === undefined || keys.length === 0) return answer(others);
  const cases = keys.map(
    ({ key, category: own }) =>
      sql`WHEN ${isNamed(collection, entries, key, predicates)} THEN ${answer(own)}`,
  );
  return sql`CASE ${joined(cases, ' ')} ELSE ${answer(others)} END`;
}

function placeOf(collection: Collection, entries: Entries, predicates: MariaPredicates): Sql {
  const others = word(entryFields(entries, collection.category).length);
  const places = entryPlaces(entries);
  if (places.length === 0) return others;
  const cases = places.map(
    ({ key, place }) => sql`WHEN ${isNamed(collection, entries, key, predicates)} THEN ${word(place)}`,
  );
  return sql`CASE ${cases.reduce((all, one) => sql`${all} ${one}`, sql``)} ELSE ${others} END`;
}

/** Nothing in place of a value that is withheld. */
function handedOut(collection: Collection, entries: Entries, predicates: MariaPredicates, value: Sql): Sql {
  const withheld = entryPlaces(entries).filter(({ place }) => place === WITHHELD_PLACE);
  if (withheld.length === 0) return value;
  const named = either(withheld.map(({ key }) => isNamed(collection, entries, key, predicates)));
  return sql`IF(${named}, NULL, ${value})`;
}

function isNamed(
  collection: Collection,
  entries: Entries,
  { key, prefix }: EntryKey,
  predicates: MariaPredicates,
): Sql {
  const condition = { column: entries.name, equals: key, startsWith: prefix };
  return holdsCondition(named('t', entries.name), predicates.column(collection, entries.name), condition);
}
