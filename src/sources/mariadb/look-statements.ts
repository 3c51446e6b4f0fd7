import { refersToItself } from '../engine/erasable-collection.js';
import { type PlacedScope } from '../engine/scopes-on.js';
import { erasingRule } from '../map/erased-columns.js';
import { early, type ErasedRows } from './erased-rows.js';
import { type Found, foundRows } from './found-rows.js';
import { fatesOf, type RowFates, rowsOf } from './row-fates.js';
import { joined, named, type Sql, sql } from './sql-text.js';
import { textOf } from './values.js';

/** Most last days that are told apart; whatever ends later is told by the last one. */
const MOST_DAYS = sql`100`;

/**
 * The keys of the person's rows, a column each, in the order in which they are erased: what is counted together comes
 * together, so that few batches have it counted anew, and of rows that may refer to each other the last come first.
 */
export function keysStatement(rows: ErasedRows): Sql {
  const { collection, predicates } = rows;
  const { from, counted, where, ordered } = found(rows);
  const together = collection.recounts.map(({ of }) => named('t', of));
  const held = collection.key.map((column) => named(ordered, column));
  const texts = collection.key.map((column, place) =>
    textOf(held[place] ?? sql`NULL`, predicates.column(collection, column)),
  );
  // What refers to another row of the same collection was written later.
  const order = refersToItself(collection) ? held.map((column) => sql`${column} DESC`) : held;
  return sql`SELECT ${joined(texts, ', ')} FROM ${together.length > 0 ? from : counted} ${where}
    ORDER BY ${joined([...together, ...order], ', ')}`;
}

/** One row: how many rows the person has, and how many each of the scopes keeps. */
export function planStatement(rows: ErasedRows, scopes: readonly PlacedScope[]): Sql {
  const { counted, where } = found(rows);
  if (scopes.length === 0) return sql`SELECT COUNT(*) FROM ${counted} ${where}`;
  const fates = fatesOf(rows, scopes);
  const counts = fates.within.map((mark) => sql`SUM(${mark})`);
  return sql`SELECT COUNT(*), ${joined(counts, ', ')} FROM ${factsOf(rows, fates)}`;
}

/** How many rows are kept until which day, in order; without a day those whose date nobody knows. */
export function daysStatement(rows: ErasedRows): Sql {
  const fates = fatesOf(rows, []);
  return sql`SELECT DATE_FORMAT(MAX(p.until), '%Y-%m-%d'), SUM(p.many) FROM (
      SELECT u.until, u.many, IF(u.until IS NULL, ${MOST_DAYS} + 1,
        LEAST(ROW_NUMBER() OVER (ORDER BY u.until IS NULL, u.until), ${MOST_DAYS})) AS place
      FROM (SELECT ${fates.until} AS until, COUNT(*) AS many FROM ${factsOf(rows, fates)}
            WHERE ${fates.retained} GROUP BY 1) u
    ) p GROUP BY p.place ORDER BY p.place`;
}

/** One row: how many of the person's rows a batch would still change; undefined where none are changed. */
export function remainingStatement(rows: ErasedRows, scopes: readonly PlacedScope[]): Sql | undefined {
  const { collection } = rows;
  if (collection.erase === undefined) return planStatement(rows, []);
  if (erasingRule(collection) === undefined) return undefined;
  const fates = fatesOf(rows, scopes);
  return sql`SELECT COUNT(*) FROM ${factsOf(rows, fates)} WHERE ${fates.fate} IN ('deleted', 'cleared')`;
}

function factsOf(rows: ErasedRows, fates: RowFates): Sql {
  const { from, where } = found(rows);
  return rowsOf(fates, [], sql`FROM ${from} ${where}`);
}

function found(rows: ErasedRows): Found {
  return foundRows(rows.map, rows.live, rows.collection, rows.predicates, early(rows));
}
