import { type Owner } from '../engine/naming-rows.js';
import { demandFileColumn } from '../files/file-column.js';
import { type Collection } from '../map/data-map.js';
import { type MariaPredicates } from './maria-predicates.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';
import { bytesOf, textOf } from './values.js';

/** Rows that hold one of these names of files, as `namingRows` reads them, all as text. */
export function namingStatement(
  collection: Collection,
  predicates: MariaPredicates,
  owners: readonly Owner[],
  names: readonly string[],
): Sql {
  const { column, where } = demandFileColumn(collection);
  const live = predicates.column(collection, column);
  const held = named('t', column);
  const given = names.map((name) => sql`CAST(${bound(name)} AS BINARY)`);
  const text = (alias: string, name: string) =>
    textOf(named(alias, name), predicates.column(collection, name));
  const { key, entries } = collection;
  const outputs = [
    textOf(held, live),
    ...key.map((name) => text('t', name)),
    ...key.map((name) => text('r', name)),
    ...owners.map((owner) => text('t', owner.column)),
  ];
  const ways = [
    sql`${bytesOf(held, live)} IN (${joined(given, ', ')})`,
    ...predicates.conditions(collection, where),
  ];
  const same = entries === undefined ? key : [entries.of];
  const together = same.map((name) => sql`${named('r', name)} = ${named('t', name)}`);
  return sql`SELECT ${joined(outputs, ', ')} FROM ${named(collection.table)} t
    JOIN ${named(collection.table)} r ON ${joined(together, ' AND ')} WHERE ${joined(ways, ' AND ')}`;
}
