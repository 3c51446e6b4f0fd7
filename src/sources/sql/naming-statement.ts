import { escapeIdentifier as quote } from 'pg';
import { fileColumn } from '../files/file-column.js';
import { type Collection } from '../map/data-map.js';
import { type Predicates } from './predicates.js';

/** $1: paths of files. A row for each that rows name: `path`, and `keys` of these rows. */
export function namingStatement(collection: Collection, predicates: Predicates): string {
  const column = `t.${quote(fileColumn(collection))}`;
  const key = collection.key.map((each) => `t.${quote(each)}::text`).join(', ');
  return `SELECT ${column}::text AS path, jsonb_agg(jsonb_build_array(${key})) AS keys
    FROM ${predicates.table(collection)} t WHERE ${column}::text = ANY ($1) GROUP BY 1`;
}
