import { type DataCategory } from '../../policy/purposes.js';
import { detaches, ownReferences } from '../engine/erasable-collection.js';
import { type PlacedScope } from '../engine/scopes-on.js';
import { type RecordKey } from '../erasing.js';
import { early, type ErasedRows } from './erased-rows.js';
import { clearedColumns, keptIf } from './erased-values.js';
import { rowsWithKeys } from './given-keys.js';
import { type Fate, fatesOf, rowsOf } from './row-fates.js';
import { either, joined, named, type Sql, sql } from './sql-text.js';
import { textOf } from './values.js';

/** A row of a batch, as `lockStatement` answers. Numbers come as the connection writes them. */
export interface FateRow {
  /** The place of its key, from 1. */
  readonly place: number | string;
  readonly fate: Fate;
  /** At the place of each scope 1 where it keeps the row, and 0 where not. */
  readonly marks: string;
  readonly retained: number | string;
  readonly until: string | null;
  /** What the recount at that place of the collection's counts it under. */
  readonly [counted: `counted_${number}`]: string | null;
  /** Keys of rows of the same collection to which it refers. */
  readonly [refers: `refers_${number}`]: string | null;
}

/**
 * Locks those of the rows that are the person's, to the end of the transaction, and says what is to become of each. A row that
 * somebody else changes meanwhile is looked at as it is afterwards.
 * @param named whether the keys alone say whose rows these are
 */
export function lockStatement(
  rows: ErasedRows,
  keys: readonly RecordKey[],
  scopes: readonly PlacedScope[],
  byName: boolean,
): Sql {
  const { collection, predicates } = rows;
  const fates = fatesOf(rows, scopes, true);
  // Said so that no index of the leads serves.
  const theirs = byName ? sql`TRUE` : sql`(${either(predicates.reached(collection))} IS TRUE)`;
  const from = sql`FROM ${rowsWithKeys(rows, keys)} WHERE ${theirs} AND ${early(rows) ?? sql`TRUE`}`;
  const told = toldOf(rows);
  const facts = told.map(({ name, value }) => sql`${value} AS ${name}`);
  const more = told.map(({ name }) => sql`, ${name}`);
  return sql`SELECT f.place AS place, ${fates.fate} AS fate, ${marks(fates.within)} AS marks,
      ${fates.retained} AS retained,
      DATE_FORMAT(${fates.until}, '%Y-%m-%d') AS until ${joined(more, ' ')}
    FROM ${rowsOf(fates, [sql`g.place AS place`, ...facts], from, sql`FOR UPDATE`)}`;
}

/** What else is told of a row `t`, by the names of `FateRow`. */
function toldOf({ collection, predicates }: ErasedRows): { readonly name: Sql; readonly value: Sql }[] {
  const text = (column: string) => textOf(named('t', column), predicates.column(collection, column));
  return [
    ...collection.recounts.map(({ of }, place) => ({ name: named(`counted_${place}`), value: text(of) })),
    ...ownReferences(collection).map((column, place) => ({
      name: named(`refers_${place}`),
      value: text(column),
    })),
  ];
}

export function deleteStatement(rows: ErasedRows, keys: readonly RecordKey[]): Sql {
  return sql`DELETE t FROM ${rowsWithKeys(rows, keys)}`;
}

/**
 * Clears what no hold keeps; undefined where nothing is left to clear.
 * @param kept categories of which holds keep the columns
 * @param salt of pseudonyms, never the same twice
 */
export function clearStatement(
  rows: ErasedRows,
  keys: readonly RecordKey[],
  kept: readonly DataCategory[],
  salt: string,
): Sql | undefined {
  const { live, collection, predicates, scope } = rows;
  const open = clearedColumns(collection, predicates, detaches(collection, scope)).filter(
    (column) =>
      !keptIf(column, { category: (category) => kept.includes(category), any: kept.length > 0 }).includes(
        true,
      ),
  );
  if (open.length === 0) return undefined;
  const cleared = new Set(open.map(({ column }) => column));
  const columns = [...(live.get(collection.table)?.columns.values() ?? [])];
  const stays = columns.filter(({ name, stamped }) => stamped && !cleared.has(name));
  const set = [
    ...open.map(({ column, value }) => sql`${named('t', column)} = ${value(salt)}`),
    // The database would set it to the time of this change.
    ...stays.map(({ name }) => sql`${named('t', name)} = ${named('t', name)}`),
  ];
  return sql`UPDATE ${rowsWithKeys(rows, keys)} SET ${joined(set, ', ')}`;
}

/** A text of 0 and 1. */
function marks(each: readonly Sql[]): Sql {
  if (each.length === 0) return sql`''`;
  return sql`CONCAT(${joined(
    each.map((mark) => sql`IF(${mark}, '1', '0')`),
    ', ',
  )})`;
}
