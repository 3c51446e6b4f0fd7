import { escapeIdentifier as quote } from 'pg';
import { detaches, erasableOf, refersToItself } from '../engine/erasable-collection.js';
import { eraseOrder } from '../engine/erase-order.js';
import { ownersOf } from '../engine/naming-rows.js';
import { type ErasableCollection, type ErasureScope } from '../erasing.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { datedRetention, erasingRule, staysUnsigned } from '../map/erased-columns.js';
import { batchStatement, freeStatement } from './erase-statement.js';
import { type CompiledEmptying, compileEmptying } from './emptying.js';
import { clearedColumns } from './erased-values.js';
import { namingStatement } from './naming-statement.js';
import { factsOf, keepersOf, kindly, scopesOf, within } from './kept-scopes.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { type ApartReach, Predicates } from './predicates.js';
import { type CompiledRecount, compileRecount } from './recounts.js';
import { retainedDays, retentionOf } from './retained-rows.js';
import { BEFORE } from './settings.js';

/** The statements that erase in one collection. They read the settings named in `settings.ts`, and hold no values. */
export interface CompiledErasing {
  readonly collection: Collection;
  readonly erasable: ErasableCollection;
  /** The keys of the person's rows, a column each, in order. */
  readonly keys: string;
  /** One row: `rows`. Where rows are kept for a time, `plan` alone tells all. */
  readonly count?: string;
  /** $1: scopes. One row: `rows`, `held` with the number of rows by the place of each scope, and `retained` by last days. */
  readonly plan: string;
  /** $1: keys, $2: whether they alone say whose rows these are, $3: scopes. One row, as `BatchOutcome`. */
  readonly batch?: string;
  /** The same, and clears nothing: where rows refer to each other, the last go first, until none does. */
  readonly peel?: string;
  /** The same where there are no scopes, without $3. None where rows are kept for a time. */
  readonly freeBatch?: string;
  readonly recounts: readonly CompiledRecount[];
  /** See `namingStatement`; of collections whose rows name files. */
  readonly naming?: string;
  /** Of rows of names and values in which something is emptied. */
  readonly emptying?: CompiledEmptying;
  /** $1: scopes. One row: `rows` that a batch would still change. */
  readonly remaining?: string;
}

/** How a data map is erased by in one live schema, in the order of the work. */
export interface CompiledErasure {
  readonly collections: ReadonlyMap<string, CompiledErasing>;
  readonly predicates: Predicates;
}

/** @param live has every table and column that the map names (see `mapMismatches` and `eraseMismatches`) */
export function compileErasure(
  map: DataMap,
  live: LiveSchema,
  scope: ErasureScope,
  apart: ApartReach = {},
): CompiledErasure {
  const predicates = new Predicates(map, live, { begun: scope.begun, ...apart });
  const compiled = eraseOrder(map, live).map((collection) => compile(map, collection, predicates, scope));
  return { collections: new Map(compiled.map((each) => [each.collection.id, each])), predicates };
}

function compile(
  map: DataMap,
  collection: Collection,
  predicates: Predicates,
  scope: ErasureScope,
): CompiledErasing {
  const { before } = scope;
  const detach = detaches(collection, scope);
  const facts = factsOf(collection, predicates);
  const { retained, until } = retentionOf(collection, predicates);
  const dated = datedRetention(collection) !== undefined || staysUnsigned(collection);
  const early =
    before === undefined ? 'true' : `${facts.last} < (SELECT current_setting('${BEFORE}')::timestamptz)`;
  const rows = `FROM ${predicates.table(collection)} t WHERE ${predicates.reached(collection)} AND ${early}`;
  const erased = erasingRule(collection) !== undefined;
  return {
    collection,
    erasable: erasableOf(map, collection, scope),
    ...keysOf(collection, predicates, early, dated),
    plan: `WITH ${scopesOf('$1')}, mine AS MATERIALIZED (
      SELECT ${facts.record} AS record, ${facts.article} AS article, ${facts.first} AS first, ${facts.last} AS last,
             ${facts.kind ?? 'NULL::text'} AS kind, ${retained} AS retained, ${until} AS until ${rows}
    )
    SELECT (SELECT count(*) FROM mine)::float8 AS rows,
           (SELECT coalesce(jsonb_object_agg(h.n, h.rows), '{}') FROM (
              SELECT s.n, count(*) AS rows FROM mine m JOIN scopes s ON ${within(kindly(collection, MINE, 'm'))} GROUP BY s.n) h) AS held,
           ${retainedDays('mine')} AS retained`,
    batch: erased ? batchStatement(collection, predicates, { detach, early }) : undefined,
    peel: refersToItself(collection)
      ? batchStatement(collection, predicates, { detach, early, clears: false })
      : undefined,
    freeBatch: erased && !dated ? freeStatement(collection, predicates, { detach, early }) : undefined,
    recounts: erased ? collection.recounts.map((each) => compileRecount(collection, predicates, each)) : [],
    naming:
      collection.files === undefined
        ? undefined
        : namingStatement(collection, predicates, ownersOf(map, collection)),
    emptying: compileEmptying(collection, predicates, rows),
    remaining: remainingStatement(collection, predicates, { detach, rows }),
  };
}

/** Each lead by itself, so that an index that has its column and the key serves without a look at the rows. */
function keysOf(
  collection: Collection,
  predicates: Predicates,
  early: string,
  dated: boolean,
): Pick<CompiledErasing, 'keys' | 'count'> {
  const columns = collection.key.map((column, index) => `t.${quote(column)} AS key_${index}`).join(', ');
  const found = predicates
    .ways(collection)
    .map((way) => `SELECT ${columns} FROM ${predicates.table(collection)} t WHERE ${way} AND ${early}`)
    .join(' UNION ');
  const keys = collection.key.map((_, index) => `r.key_${index}`);
  // What refers to another row of the same collection was written later.
  const order = refersToItself(collection) ? keys.map((key) => `${key} DESC`) : keys;
  return {
    keys: `SELECT ${keys.map((key) => `${key}::text`).join(', ')} FROM (${found}) r ORDER BY ${order.join(', ')}`,
    count: dated ? undefined : `SELECT count(*)::float8 AS rows FROM (${found}) r`,
  };
}

const MINE = { record: 'm.record', article: 'm.article', first: 'm.first', last: 'm.last' };

/** What cannot be erased remains; of the rest, what neither a scope nor a retention keeps and a batch would still change. */
function remainingStatement(
  collection: Collection,
  predicates: Predicates,
  { detach, rows }: { readonly detach: boolean; readonly rows: string },
): string | undefined {
  if (collection.erase === undefined) return `WITH ${scopesOf('$1')} SELECT count(*)::float8 AS rows ${rows}`;
  const rule = erasingRule(collection);
  if (rule === undefined) return undefined;
  const open = clearedColumns(collection, predicates, 'f.categories', { detach }).map(
    (column) => column.open,
  );
  const deleted =
    rule.action === 'delete' && !detach
      ? [`(cardinality(f.categories) = 0 AND NOT ${predicates.referred(collection, rule.unlessReferredBy)})`]
      : [];
  return `WITH ${scopesOf('$1')}
    SELECT count(*)::float8 AS rows FROM (
      SELECT t.* ${rows}
    ) t CROSS JOIN LATERAL ${keepersOf(factsOf(collection, predicates))} f
    WHERE NOT f.whole AND NOT ${retentionOf(collection, predicates).untouched} AND (${[...deleted, ...open, 'false'].join(' OR ')})`;
}
