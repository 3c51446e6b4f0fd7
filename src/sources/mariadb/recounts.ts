import { type RecordKey } from '../erasing.js';
import { type Recount } from '../map/recounts-shape.js';
import { type ErasedRows } from './erased-rows.js';
import { rowsWithKeys } from './given-keys.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';
import { textOf } from './values.js';

/** What rows with these keys are counted under, each once, as `counted`. */
export function countedStatement(rows: ErasedRows, { of }: Recount, keys: readonly RecordKey[]): Sql {
  const held = textOf(named('t', of), rows.predicates.column(rows.collection, of));
  return sql`SELECT DISTINCT ${held} AS counted FROM ${rowsWithKeys(rows, keys)} WHERE ${named('t', of)} IS NOT NULL`;
}

/** Counts anew what rows with these keys of the other table say. @param counted at least one */
export function recountStatement(
  { collection, predicates }: ErasedRows,
  { table, column, key, of, where }: Recount,
  counted: readonly string[],
): Sql {
  const same = sql`${named('n', of)} = ${named('p', key)}`;
  const ways = [same, ...predicates.conditions(collection, where, 'n')];
  return sql`UPDATE ${named(table)} p
    SET ${named('p', column)} = (SELECT COUNT(*) FROM ${named(collection.table)} n WHERE ${joined(ways, ' AND ')})
    WHERE ${named('p', key)} IN (${joined(counted.map(bound), ', ')})`;
}
