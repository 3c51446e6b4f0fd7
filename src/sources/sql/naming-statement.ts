import { escapeIdentifier as quote } from 'pg';
import { demandFileColumn } from '../files/file-column.js';
import { type Collection } from '../map/data-map.js';
import { type Predicates } from './predicates.js';

/** $1: names of files as rows hold them. A row for each that rows hold: `held`, and `keys` of these rows. */
export function namingStatement(collection: Collection, predicates: Predicates): string {
  const { column, where } = demandFileColumn(collection);
  const held = `t.${quote(column)}::text`;
  const key = collection.key.map((each) => `t.${quote(each)}::text`).join(', ');
  const named = [`${held} = ANY ($1)`, ...predicates.conditions(collection, where)];
  return `SELECT ${held} AS held, jsonb_agg(jsonb_build_array(${key})) AS keys
    FROM ${predicates.table(collection)} t WHERE ${named.join(' AND ')} GROUP BY 1`;
}
