import { type DataCategory } from '../../policy/purposes.js';
import { detaches } from '../engine/erasable-collection.js';
import { keepsWhole, type PlacedScope } from '../engine/scopes-on.js';
import { erasingRule, staysUnsigned } from '../map/erased-columns.js';
import { type ErasedRows } from './erased-rows.js';
import { type ClearedColumn, clearedColumns, keptIf } from './erased-values.js';
import { within } from './kept-scopes.js';
import { referred } from './referrers.js';
import { isRetained, retentionOf } from './retained-rows.js';
import { either, joined, named, type Sql, sql, whole } from './sql-text.js';

/** What happens to a row: `same` where nothing of it is left to change. */
export type Fate = 'kept' | 'deleted' | 'cleared' | 'same';

/** What becomes of each row under these scopes, in two steps, so that nothing is looked at twice. */
export interface RowFates {
  /** Columns over a row `t`, each by a name of its own. */
  readonly facts: readonly Sql[];
  /** The rest is over a row `f` with these facts. */
  readonly fate: Sql;
  /** True where the scope at that place among those given to `fatesOf` keeps the row. */
  readonly within: readonly Sql[];
  readonly retained: Sql;
  /** The last day of a row that is retained. */
  readonly until: Sql;
}

/** @param locking where the rows are to be changed in the same transaction */
export function fatesOf(rows: ErasedRows, scopes: readonly PlacedScope[], locking = false): RowFates {
  const { collection, predicates, scope, calendar } = rows;
  const retention = retentionOf(collection, predicates, calendar);
  const [concerned, ends] = [named('f', 'concerned'), named('f', 'ends')];
  const unsigned = staysUnsigned(collection);
  const retained = unsigned
    ? sql`TRUE`
    : retention === undefined
      ? sql`FALSE`
      : isRetained(concerned, ends, calendar.today());
  const wholly = scopes.flatMap(({ scope: each }, place) =>
    keepsWhole(collection, each) ? [mark(place)] : [],
  );
  const detach = detaches(collection, scope);
  const kinds = collection.entries === undefined ? kindsOf(scopes) : [];
  const opens = alikeKept(clearedColumns(collection, predicates, detach), kinds);
  return {
    facts: [
      ...scopes.map(
        ({ scope: each }, place) => sql`${within(each, collection, predicates)} AS ${mark(place, '')}`,
      ),
      ...(retention === undefined
        ? []
        : [sql`${retention.concerned} AS concerned, ${retention.ends} AS ends`]),
      // The database looks at one after the other, and no further than needed.
      ...opens.map(({ open }, place) => sql`${either(open)} AS ${named(`open_${place}`)}`),
      sql`${referred(rows, locking)} AS referred`,
    ],
    fate: fate({
      deletes: erasingRule(collection)?.action === 'delete' && !detach,
      whole: either(unsigned ? wholly : [...wholly, retained]),
      any: either(kinds.map(({ kept }) => kept)),
      open: opens.map(({ kept }, place) => sql`(${named('f', `open_${place}`)} AND NOT ${kept})`),
    }),
    within: scopes.map((_, place) => mark(place)),
    retained,
    until: retention === undefined ? sql`NULL` : sql`IF(${retained}, ${ends}, NULL)`,
  };
}

interface Deciding {
  readonly deletes: boolean;
  /** True where all of the row is kept. */
  readonly whole: Sql;
  /** True where a scope keeps some category of it. */
  readonly any: Sql;
  /** Each true where something is left to clear. */
  readonly open: readonly Sql[];
}

function fate({ deletes, whole: all, any, open }: Deciding): Sql {
  const gone = deletes ? sql`WHEN NOT (f.referred OR ${any}) THEN 'deleted'` : sql``;
  return sql`(CASE WHEN ${all} THEN 'kept' ${gone} WHEN ${either(open)} THEN 'cleared' ELSE 'same' END)`;
}

function mark(place: number, alias = 'f'): Sql {
  return alias === '' ? named(`scope_${whole(place).text}`) : named(alias, `scope_${whole(place).text}`);
}

interface Kind {
  readonly category: DataCategory;
  /** True where a scope keeps such columns of the row. */
  readonly kept: Sql;
}

/** Columns that the same scopes keep: whether one of them is open says all of them. */
function alikeKept(columns: readonly ClearedColumn[], kinds: readonly Kind[]) {
  const found = new Map<string, { readonly kept: Sql; readonly open: Sql[] }>();
  for (const column of columns) {
    const by = keptIf(column, {
      category: (category) => kinds.find((kind) => kind.category === category)?.kept,
      any: kinds.length === 0 ? undefined : either(kinds.map((kind) => kind.kept)),
    });
    const kept = either(by.filter((each) => each !== undefined));
    const alike = found.get(kept.text);
    if (alike === undefined) found.set(kept.text, { kept, open: [column.open] });
    else alike.open.push(column.open);
  }
  return [...found.values()];
}

/** The categories of which scopes speak. */
function kindsOf(scopes: readonly PlacedScope[]): Kind[] {
  const categories = new Set(
    scopes.flatMap(({ scope: { category } }) => (category === undefined ? [] : [category])),
  );
  return [...categories].toSorted().map((category) => ({
    category,
    kept: either(scopes.flatMap(({ scope }, place) => (scope.category === category ? [mark(place)] : []))),
  }));
}

/** The facts of rows `t` as rows `f`. The limit keeps the database from computing a fact anew wherever it is named. */
export function rowsOf({ facts }: RowFates, more: readonly Sql[], from: Sql, lock = sql``): Sql {
  return sql`(SELECT ${joined([...more, ...facts], ', ')} ${from} LIMIT 9223372036854775807 ${lock}) f`;
}
