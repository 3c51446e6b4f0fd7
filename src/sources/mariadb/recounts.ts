import { type Recount } from '../map/recounts-shape.js';
import { type ErasedRows } from './erased-rows.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';

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
