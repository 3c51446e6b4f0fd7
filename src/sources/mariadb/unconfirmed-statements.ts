import { type RecordKey } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { joinsOf, outputsOf } from './compiled-collection.js';
import { foundRows } from './found-rows.js';
import { possibleKeys, rowsWithKeys } from './given-keys.js';
import { MariaPredicates } from './maria-predicates.js';
import { type MariaSearch } from './maria-search.js';
import { keyPart } from './matches.js';
import { either, joined, named, type Sql, sql, whole } from './sql-text.js';
import { textOf } from './values.js';

type Search = Omit<MariaSearch, 'client'>;

/** Rows that may be somebody else's, in order: the record's line, whether it is too large, then the parts of the key. */
export function unconfirmedPage(
  { map, live, person }: Search,
  collection: Collection,
  after: RecordKey | undefined,
  most: number,
): Sql {
  const predicates = new MariaPredicates(map, live, person);
  const only = after === undefined ? undefined : follows(collection, predicates, after);
  const { from, where, unsure, ordered } = foundRows(map, live, collection, predicates, only);
  const { values, large, broken } = outputsOf(collection, predicates, undefined);
  const object = sql`JSON_OBJECT(${joined(values, ', ')})`;
  const line = broken ? sql`REPLACE(REPLACE(${object}, '\n', ' '), '\r', ' ')` : object;
  const key = collection.key.map((name) => textOf(named('t', name), predicates.column(collection, name)));
  const order = collection.key.map((name) => named(ordered, name));
  const doubtful = where.text === '' ? sql`WHERE ${unsure}` : sql`${where} AND ${unsure}`;
  return sql`SELECT ${line}, ${either(large)}, ${joined(key, ', ')} FROM ${from} ${joinsOf(collection)} ${doubtful}
    ORDER BY ${joined(order, ', ')} LIMIT ${whole(most)}`;
}

/** Those of the keys that are such a row's: the place of each, from 1. Undefined where none can be. */
export function unconfirmedAmong(
  { map, live, person }: Search,
  collection: Collection,
  given: readonly RecordKey[],
): { readonly statement: Sql; readonly keys: readonly RecordKey[] } | undefined {
  const predicates = new MariaPredicates(map, live, person);
  const keys = possibleKeys({ collection, predicates }, given);
  if (keys.length === 0) return undefined;
  const statement = sql`SELECT DISTINCT g.place FROM ${rowsWithKeys({ live, collection, predicates }, keys)}
    WHERE ${either(predicates.reached(collection))} AND ${either(predicates.confirmed(collection))} IS NOT TRUE`;
  return { statement, keys };
}

/** True of a row `t` that stands behind this key. */
function follows(collection: Collection, predicates: MariaPredicates, after: RecordKey): Sql {
  const ways = collection.key.map((name, place) => {
    const before = collection.key.slice(0, place).map((earlier, at) => {
      const column = predicates.column(collection, earlier);
      return sql`${named('t', earlier)} = ${keyPart(after[at] ?? '', column)}`;
    });
    const column = predicates.column(collection, name);
    const behind = sql`${named('t', name)} > ${keyPart(after[place] ?? '', column)}`;
    return sql`(${joined([...before, behind], ' AND ')})`;
  });
  return either(ways);
}
