import { demandFileColumn } from '../files/file-column.js';
import { type Collection } from '../map/data-map.js';
import { type MariaPredicates } from './maria-predicates.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';
import { bytesOf, textOf } from './values.js';

/** Rows that hold one of these names of files: the name, then the parts of the row's key, all as text. */
export function namingStatement(
  collection: Collection,
  predicates: MariaPredicates,
  names: readonly string[],
): Sql {
  const { column, where } = demandFileColumn(collection);
  const live = predicates.column(collection, column);
  const held = named('t', column);
  const given = names.map((name) => sql`CAST(${bound(name)} AS BINARY)`);
  const key = collection.key.map((name) => textOf(named('t', name), predicates.column(collection, name)));
  const ways = [
    sql`${bytesOf(held, live)} IN (${joined(given, ', ')})`,
    ...predicates.conditions(collection, where),
  ];
  return sql`SELECT ${joined([textOf(held, live), ...key], ', ')} FROM ${named(collection.table)} t
    WHERE ${joined(ways, ' AND ')}`;
}
