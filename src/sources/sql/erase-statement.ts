import { escapeIdentifier as quote } from 'pg';
import { type Collection } from '../map/data-map.js';
import { erasingRule } from '../map/erased-columns.js';
import { castable, clearedColumns } from './erased-values.js';
import { factsOf, keepersOf, scopesOf } from './kept-scopes.js';
import { type Predicates } from './predicates.js';

const FACTS = { record: '(m.given ->> 0)', article: 'm.article', first: 'm.first', last: 'm.last' };

/**
 * One statement over a batch of rows. The rows are locked first, so that nothing changes between the look at whose they
 * are and the end of the transaction; a subquery with a lock is never merged into its surroundings, so each row is found
 * by its key, however many rows the person has.
 */
export function batchStatement(
  collection: Collection,
  predicates: Predicates,
  { detach, early }: { readonly detach: boolean; readonly early: string },
): string {
  return `WITH ${scopesOf('$2')}, mine AS MATERIALIZED (
      SELECT g.given, r.* FROM jsonb_array_elements($1::jsonb) AS g(given)
      CROSS JOIN LATERAL (${lockedRow(collection, predicates, early)}) r
    ), fates AS MATERIALIZED (
      SELECT m.*, f.*, ${referredOf(collection, predicates)} AS referred
      FROM mine m CROSS JOIN LATERAL ${keepersOf(FACTS)} f
    ), gone AS (${deletion(collection, predicates)}
    ), cleared AS (${clearing(collection, predicates, detach)}
    )
    SELECT (SELECT count(*) FROM gone)::int AS deleted, (SELECT count(*) FROM cleared)::int AS cleared,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('key', f.given, 'holds', f.holds,
                     'categories', CASE WHEN f.whole THEN '{}' ELSE f.categories END)), '[]')
            FROM fates f WHERE f.holds IS NOT NULL) AS kept`;
}

function lockedRow(collection: Collection, predicates: Predicates, early: string): string {
  const { article, first, last } = factsOf(collection, predicates);
  const keys = collection.key.map((column, index) => `t.${quote(column)} AS key_${index}`);
  const found = collection.key.map((column, index) => {
    const { type } = predicates.column(collection, column);
    return `t.${quote(column)} = (g.given ->> ${index})::${castable(type)}`;
  });
  return `SELECT ${keys.join(', ')}, ${article} AS article, ${first} AS first, ${last} AS last
      FROM ${predicates.table(collection)} t
      WHERE ${found.join(' AND ')} AND ($3::boolean OR ${predicates.reached(collection)}) AND ${early}
      FOR UPDATE OF t`;
}

function referredOf(collection: Collection, predicates: Predicates): string {
  const rule = erasingRule(collection);
  return rule?.action === 'delete'
    ? predicates.referred(collection, rule.unlessReferredBy, 'm.key_0')
    : 'false';
}

function deletion(collection: Collection, predicates: Predicates): string {
  if (erasingRule(collection)?.action !== 'delete') return 'SELECT 1 WHERE false';
  return `DELETE FROM ${predicates.table(collection)} t USING fates f
      WHERE ${sameRow(collection)} AND NOT f.whole AND NOT f.referred AND cardinality(f.categories) = 0 RETURNING 1`;
}

function clearing(collection: Collection, predicates: Predicates, detach: boolean): string {
  const columns = clearedColumns(collection, predicates, 'f.categories', detach);
  if (columns.length === 0) return 'SELECT 1 WHERE false';
  const stays =
    erasingRule(collection)?.action === 'delete' ? '(f.referred OR cardinality(f.categories) > 0)' : 'true';
  return `UPDATE ${predicates.table(collection)} t
      SET ${columns.map(({ column, value }) => `${quote(column)} = ${value}`).join(', ')}
      FROM fates f
      WHERE ${sameRow(collection)} AND NOT f.whole AND ${stays} AND (${columns.map(({ open }) => open).join(' OR ')})
      RETURNING 1`;
}

function sameRow({ key }: Collection): string {
  return key.map((column, index) => `t.${quote(column)} = f.key_${index}`).join(' AND ');
}
