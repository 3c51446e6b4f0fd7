import { emptiedValue } from '../engine/emptied-value.js';
import { type KeptScope, type RecordKey, type Statements } from '../erasing.js';
import { scopesOn } from '../engine/scopes-on.js';
import { emptiedKeys } from '../map/erased-columns.js';
import { type Entries } from '../map/entries-shape.js';
import { early, type ErasedRows } from './erased-rows.js';
import { foundRows } from './found-rows.js';
import { rowsWithKeys } from './given-keys.js';
import { fatesOf, rowsOf } from './row-fates.js';
import { bound, either, joined, named, type Sql, sql, word } from './sql-text.js';
import { textOf } from './values.js';

/** Rows whose values are in memory together. */
const PIECE = 200;

/**
 * Empties members inside the values of these rows, which are locked. The database cannot say what that is: the value is read,
 * and what is left of it is written.
 * @returns the keys of those that changed
 */
export async function emptyRows(
  statements: Statements,
  rows: ErasedRows,
  keys: readonly RecordKey[],
): Promise<RecordKey[]> {
  const { entries } = rows.collection;
  if (entries === undefined || emptiedKeys(rows.collection).length === 0) return [];
  const changed: RecordKey[] = [];
  for (let from = 0; from < keys.length; from += PIECE) {
    const some = keys.slice(from, from + PIECE);
    const { text, values } = valuesStatement(rows, entries, some);
    for (const { place, name, value } of await statements.query<ValueRow>(text, values)) {
      const [key, left] = [some[Number(place) - 1], leftOf(rows, name, value)];
      if (key === undefined || left === undefined) continue;
      const update = writeStatement(rows, [key], left);
      await statements.query(update.text, update.values);
      changed.push(key);
    }
  }
  return changed;
}

interface ValueRow {
  readonly place: number | string;
  readonly name: string;
  /** Its bytes in hexadecimal digits. */
  readonly value: string;
}

/** Names and values of the person's rows that no scope keeps, of a collection of names and values. */
export function foundValuesStatement(rows: ErasedRows, kept: readonly KeptScope[]): Sql {
  const { collection, map, live, predicates } = rows;
  const { entries } = collection;
  if (entries === undefined) throw new Error(`Rows of ${collection.id} are no names and values.`);
  const fates = fatesOf(rows, scopesOn(collection, kept));
  const { from, where } = foundRows(map, live, collection, predicates, early(rows));
  const more = [...valueColumns(rows, entries), sql`${concerned(rows, entries)} AS concerned`];
  return sql`SELECT f.name, f.value FROM ${rowsOf(fates, more, sql`FROM ${from} ${where}`)}
    WHERE f.concerned AND ${fates.fate} <> 'kept'`;
}

/** @returns what is left of the value, in hexadecimal digits; undefined where it stays as it is */
export function leftOf({ collection }: ErasedRows, name: string, value: string): string | undefined {
  return emptiedValue(collection, name, Buffer.from(value, 'hex'))?.toString('hex');
}

/** The bytes are those of the column's own character set: PHP counted them. */
export function writeStatement(rows: ErasedRows, keys: readonly RecordKey[], left: string): Sql {
  const { collection, live, predicates } = rows;
  const value = collection.entries?.value ?? '';
  const { charset } = predicates.column(collection, value);
  const bytes = sql`UNHEX(${bound(left)})`;
  const columns = [...(live.get(collection.table)?.columns.values() ?? [])];
  const stays = columns.filter(({ name, stamped }) => stamped && name !== value);
  const set = [
    sql`${named('t', value)} = ${charset === null ? bytes : sql`CONVERT(${bytes} USING ${word(charset)})`}`,
    // The database would set it to the time of this change.
    ...stays.map(({ name }) => sql`${named('t', name)} = ${named('t', name)}`),
  ];
  return sql`UPDATE ${rowsWithKeys(rows, keys)} SET ${joined(set, ', ')}`;
}

function valuesStatement(rows: ErasedRows, entries: Entries, keys: readonly RecordKey[]): Sql {
  return sql`SELECT ${joined([sql`g.place AS place`, ...valueColumns(rows, entries)], ', ')}
    FROM ${rowsWithKeys(rows, keys)} WHERE ${concerned(rows, entries)}`;
}

function valueColumns({ collection, predicates }: ErasedRows, { name, value }: Entries): Sql[] {
  return [
    sql`${textOf(named('t', name), predicates.column(collection, name))} AS name`,
    sql`HEX(CAST(${named('t', value)} AS BINARY)) AS value`,
  ];
}

/** True of a row `t` in whose value something may be emptied. */
function concerned({ collection, predicates }: ErasedRows, { name, value }: Entries): Sql {
  const ways = emptiedKeys(collection).flatMap(({ key, prefix }) =>
    predicates.conditions(collection, [{ column: name, equals: key, startsWith: prefix }]),
  );
  return sql`(${either(ways)} AND ${named('t', value)} IS NOT NULL)`;
}
