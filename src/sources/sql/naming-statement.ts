import { escapeIdentifier as quote } from 'pg';
import { type Owner } from '../engine/naming-rows.js';
import { demandFileColumn } from '../files/file-column.js';
import { type Collection } from '../map/data-map.js';
import { type Predicates } from './predicates.js';

/** $1: names of files as rows hold them. Rows that hold them, as `namingRows` reads them: `parts`, all as text. */
export function namingStatement(
  collection: Collection,
  predicates: Predicates,
  owners: readonly Owner[],
): string {
  const { column, where } = demandFileColumn(collection);
  const { key, entries } = collection;
  const text = (alias: string, name: string) => `coalesce(${alias}.${quote(name)}::text, '')`;
  const held = `t.${quote(column)}::text`;
  const outputs = [
    held,
    ...key.map((name) => text('t', name)),
    ...key.map((name) => text('r', name)),
    ...owners.map((owner) => text('t', owner.column)),
  ];
  const named = [`${held} = ANY ($1)`, ...predicates.conditions(collection, where)];
  const same = entries === undefined ? key : [entries.of];
  const together = same.map((name) => `r.${quote(name)} = t.${quote(name)}`);
  const table = predicates.table(collection);
  return `SELECT ARRAY[${outputs.join(', ')}] AS parts FROM ${table} t
    JOIN ${table} r ON ${together.join(' AND ')} WHERE ${named.join(' AND ')}`;
}
