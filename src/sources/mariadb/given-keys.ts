import { type RecordKey } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { type ErasedRows } from './erased-rows.js';
import { type MariaColumn, type MariaTable } from './maria-schema.js';
import { fits } from './matches.js';
import { bound, joined, named, type Sql, sql, word } from './sql-text.js';
import { bytesOf, isBinary } from './values.js';

/**
 * Rows `t` with one of these keys, each found by the key's index, beside `g`, whose `place` counts the keys from 1. An index
 * over anything else may find far more rows of the person than a batch has.
 */
export function rowsWithKeys(
  rows: Pick<ErasedRows, 'live' | 'collection' | 'predicates'>,
  keys: readonly RecordKey[],
): Sql {
  const { live, collection, predicates } = rows;
  const columns = collection.key.map((name) => predicates.column(collection, name));
  const longest = keys.reduce(
    (most, key) => key.reduce((sofar, { length }) => Math.max(sofar, length), most),
    1,
  );
  const parts = columns.map(
    (column, place) => sql`${named(`key_${place}`)} ${typeOf(column, longest)} PATH ${jsonPath(place)}`,
  );
  const table = sql`JSON_TABLE(${bound(JSON.stringify(keys))}, '$[*]' COLUMNS (
    place FOR ORDINALITY, ${joined(parts, ', ')})) g`;
  const same = columns.map((column, place) =>
    isSame(named('t', column.name), named('g', `key_${place}`), column),
  );
  return sql`${table} STRAIGHT_JOIN ${named(collection.table)} t ${byIndex(live.get(collection.table), collection)}
    ON ${joined(same, ' AND ')}`;
}

/** Keys that a row can have, and the place of each among those given; others are no row's. */
export function possibleKeys(
  { collection, predicates }: Pick<ErasedRows, 'collection' | 'predicates'>,
  keys: readonly RecordKey[],
): readonly RecordKey[] {
  const columns = collection.key.map((name) => predicates.column(collection, name));
  // A text that no key of several parts can share with another one.
  const text = (key: RecordKey) => (columns.length === 1 ? (key[0] ?? '') : JSON.stringify(key));
  const each = new Map(keys.map((key) => [text(key), key]));
  return [...each.values()].filter((key) =>
    columns.every((column, place) => column.family !== 'integer' || fits(key[place] ?? '', column)),
  );
}

/** Compares as the column does, so that its index serves. */
function typeOf(column: MariaColumn, longest: number): Sql {
  if (column.family === 'integer') return column.unsigned ? sql`BIGINT UNSIGNED` : sql`BIGINT`;
  const text = sql`VARCHAR(${word(longest)})`;
  return column.charset === null || column.collation === null
    ? sql`${text} CHARACTER SET utf8mb4`
    : sql`${text} CHARACTER SET ${word(column.charset)} COLLATE ${word(column.collation)}`;
}

function isSame(held: Sql, given: Sql, column: MariaColumn): Sql {
  if (column.family === 'integer') return sql`${held} = ${given}`;
  if (isBinary(column)) return sql`${held} = UNHEX(${given})`;
  if (column.type === 'decimal') return sql`${held} = CAST(${given} AS DECIMAL(65, 30))`;
  if (column.type === 'bit') return sql`${held} = CAST(${given} AS UNSIGNED)`;
  if (column.charset === null) return sql`${held} = ${given}`;
  return sql`${held} = ${given} AND ${bytesOf(held, column)} = CAST(CONVERT(${given} USING utf8mb4) AS BINARY)`;
}

function byIndex(table: MariaTable | undefined, { key }: Collection): Sql {
  const index = table?.indexes.find(({ unique, keys }) => unique && keys.every((part) => key.includes(part)));
  return index === undefined ? sql`` : sql`FORCE INDEX (${named(index.name)})`;
}

/** The place's value of each key. */
function jsonPath(place: number): Sql {
  return { text: `'$[${Math.trunc(place)}]'`, values: [] };
}
