import { escapeIdentifier as quote } from 'pg';
import { mayBeReferred } from '../engine/erasable-collection.js';
import { type Collection } from '../map/data-map.js';
import { erasingRule } from '../map/erased-columns.js';
import { castable, clearedColumns } from './erased-values.js';
import { factsOf, keepersOf, kindly, scopesOf } from './kept-scopes.js';
import { type Predicates } from './predicates.js';
import { retentionOf } from './retained-rows.js';

export interface Erasing {
  readonly detach: boolean;
  /** False where rows are deleted only. */
  readonly clears?: boolean;
  /** True of rows that are dated early enough. */
  readonly early: string;
}

const FACTS = { record: '(m.given ->> 0)', article: 'm.article', first: 'm.first', last: 'm.last' };

/**
 * One statement over a batch of rows. The rows are locked first, so that nothing changes between the look at whose they
 * are and the end of the transaction; a subquery with a lock is never merged into its surroundings, so each row is found
 * by its key, however many rows the person has. Behind the parts of a key stands what is left of the row's value, where
 * `LeftValues` found something to empty in it.
 */
export function batchStatement(collection: Collection, predicates: Predicates, erasing: Erasing): string {
  const { early } = erasing;
  const { article, first, last, kind = 'NULL::text' } = factsOf(collection, predicates);
  const { retained, until, untouched } = retentionOf(collection, predicates);
  const keys = collection.key.map((column, index) => `t.${quote(column)} AS key_${index}`);
  const change = changes(collection, predicates, erasing, {
    rows: 'fates f',
    condition: 'NOT f.whole AND NOT f.untouched',
    categories: 'f.categories',
    referred: 'f.referred',
  });
  return `WITH ${scopesOf('$3')}, mine AS MATERIALIZED (
      SELECT g.given, r.* FROM jsonb_array_elements($1::jsonb) AS g(given)
      CROSS JOIN LATERAL (
        SELECT ${keys.join(', ')}, ${article} AS article, ${first} AS first, ${last} AS last,
               ${kind} AS kind, ${retained} AS retained, ${until} AS until, ${untouched} AS untouched
        FROM ${predicates.table(collection)} t
        WHERE ${givenRow(collection, predicates)} AND ${theirs(collection, predicates, early)}
        FOR UPDATE OF t
      ) r
    ), fates AS MATERIALIZED (
      SELECT m.*, f.*, ${referredOf(collection, predicates, 'm.key_0')} AS referred
      FROM mine m CROSS JOIN LATERAL ${keepersOf(kindly(collection, FACTS, 'm'))} f
    ), ${change}
    SELECT ${counts(collection)},
           (SELECT coalesce(jsonb_agg(jsonb_build_object('key', f.given - ${collection.key.length}, 'holds', coalesce(f.holds, '{}'),
                     'categories', CASE WHEN f.whole OR f.untouched THEN '{}' ELSE f.categories END)${
                       collection.erase?.action === 'retain' ? RETENTION : ''
                     }), '[]')
            FROM fates f WHERE f.holds IS NOT NULL OR f.retained) AS kept`;
}

const RETENTION = ` || jsonb_strip_nulls(jsonb_build_object('retained', nullif(f.retained, false), 'until', f.until))`;

/**
 * The same where nothing is kept: the rows are changed where they are found, without a lock before. A row that somebody
 * else changes meanwhile is looked at again before it is changed, and so are the conditions.
 */
export function freeStatement(collection: Collection, predicates: Predicates, erasing: Erasing): string {
  const change = changes(collection, predicates, erasing, {
    rows: 'jsonb_array_elements($1::jsonb) AS g(given)',
    condition: theirs(collection, predicates, erasing.early),
    categories: `'{}'::text[]`,
    referred: referredOf(collection, predicates),
  });
  return `WITH ${change} SELECT ${counts(collection)}, '[]'::jsonb AS kept`;
}

/** What was done, and with which rows where one that is cleared now may be deleted later. */
function counts(collection: Collection): string {
  const done = `(SELECT count(*) FROM gone)::int AS deleted, (SELECT count(*) FROM cleared)::int AS cleared,
    (SELECT count(*) FROM cleared WHERE partly)::int AS partly`;
  if (!mayBeReferred(collection)) return done;
  const keys = (of: string) => `(SELECT coalesce(jsonb_agg(key), '[]') FROM ${of})`;
  return `${done}, jsonb_build_object('deleted', ${keys('gone')}, 'cleared', ${keys('cleared WHERE NOT partly')}) AS "byKey"`;
}

/** Rows to change, and what is known of each, as SQL. */
interface Changed {
  readonly rows: string;
  readonly condition: string;
  readonly categories: string;
  readonly referred: string;
}

function changes(
  collection: Collection,
  predicates: Predicates,
  { detach, clears = true }: Erasing,
  changed: Changed,
): string {
  const { rows, condition, categories, referred } = changed;
  const table = predicates.table(collection);
  const deletes = erasingRule(collection)?.action === 'delete' && !detach;
  const same = rows.startsWith('fates') ? lockedRow(collection) : givenRow(collection, predicates);
  const given = `${rows.startsWith('fates') ? 'f' : 'g'}.given`;
  const left = `${given} ->> ${collection.key.length}`;
  const columns = clearedColumns(collection, predicates, categories, { detach, left });
  const key = mayBeReferred(collection) ? `${given} AS key` : 'NULL AS key';
  const stays = `(${referred} OR cardinality(${categories}) > 0)`;
  const gone = `DELETE FROM ${table} t USING ${rows} WHERE ${same} AND ${condition} AND NOT ${stays} RETURNING ${key}`;
  const cleared = `UPDATE ${table} t
      SET ${columns.map(({ column, value }) => `${quote(column)} = ${value}`).join(', ')}
      FROM ${rows}
      WHERE ${same} AND ${condition} AND ${deletes ? stays : 'true'} AND (${columns.map(({ open }) => open).join(' OR ')})
      RETURNING ${key}, cardinality(${categories}) > 0 AS partly`;
  return `gone AS (${deletes ? gone : NOTHING}), cleared AS (${columns.length === 0 || !clears ? NOTHING : cleared})`;
}

const NOTHING = 'SELECT NULL AS key, false AS partly WHERE false';

/** Said so that no index of the leads serves: a person may have far more rows than a batch. */
function theirs(collection: Collection, predicates: Predicates, early: string): string {
  return `($2::boolean OR ${predicates.reached(collection)}) IS TRUE AND ${early}`;
}

function referredOf(collection: Collection, predicates: Predicates, key?: string): string {
  const rule = erasingRule(collection);
  return rule?.action === 'delete' ? predicates.referred(collection, rule.unlessReferredBy, key) : 'false';
}

/** True of a row `t` whose key is `g.given`. */
export function givenRow(collection: Collection, predicates: Predicates): string {
  const parts = collection.key.map((column, index) => {
    const { type } = predicates.column(collection, column);
    return `t.${quote(column)} = (g.given ->> ${index})::${castable(type)}`;
  });
  return parts.join(' AND ');
}

function lockedRow({ key }: Collection): string {
  return key.map((column, index) => `t.${quote(column)} = f.key_${index}`).join(' AND ');
}
