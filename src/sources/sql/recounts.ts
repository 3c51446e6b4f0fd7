import { escapeIdentifier as quote } from 'pg';
import { type Collection } from '../map/data-map.js';
import { type Recount } from '../map/recounts-shape.js';
import { givenRow } from './erase-statement.js';
import { type Predicates } from './predicates.js';

/** How one number elsewhere is counted anew. */
export interface CompiledRecount {
  /** $1: keys. `counted`: what these rows are counted under, each once. */
  readonly counted: string;
  /** $1: what was `counted`. */
  readonly recount: string;
}

export function compileRecount(
  collection: Collection,
  predicates: Predicates,
  { table, column, key, of, where }: Recount,
): CompiledRecount {
  const rows = predicates.table(collection);
  const ways = [`n.${quote(of)} = p.${quote(key)}`, ...predicates.conditions(collection, where, 'n')];
  return {
    counted: `SELECT DISTINCT t.${quote(of)}::text AS counted FROM jsonb_array_elements($1::jsonb) AS g(given)
      JOIN ${rows} t ON ${givenRow(collection, predicates)} WHERE t.${quote(of)} IS NOT NULL`,
    recount: `UPDATE ${predicates.table({ table })} p
      SET ${quote(column)} = (SELECT count(*) FROM ${rows} n WHERE ${ways.join(' AND ')})
      WHERE p.${quote(key)} = ANY ($1::text[]::${predicates.column(collection, of).type}[])`,
  };
}
