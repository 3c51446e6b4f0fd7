import { type DataCategory } from '../../policy/purposes.js';
import { detaches } from '../engine/erasable-collection.js';
import { keepsWhole, type PlacedScope } from '../engine/scopes-on.js';
import { erasingRule, staysUnsigned } from '../map/erased-columns.js';
import { type ErasedRows } from './erased-rows.js';
import { clearedColumns, keptIf } from './erased-values.js';
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
  const columns = clearedColumns(collection, predicates, detach);
  return {
    facts: [
      ...scopes.map(
        ({ scope: each }, place) => sql`${within(each, collection, predicates)} AS ${mark(place, '')}`,
      ),
      ...(retention === undefined
        ? []
        : [sql`${retention.concerned} AS concerned, ${retention.ends} AS ends`]),
      ...columns.map(({ open }, place) => sql`${open} AS ${named(`open_${place}`)}`),
      sql`${referred(rows, locking)} AS referred`,
    ],
    fate: fate({
      deletes: erasingRule(collection)?.action === 'delete' && !detach,
      whole: either(unsigned ? wholly : [...wholly, retained]),
      any: either(kinds.map(({ kept }) => kept)),
      open: columns.map((column, place) => {
        const kept = keptIf(column, {
          category: (category) => kinds.find((kind) => kind.category === category)?.kept ?? sql`FALSE`,
          any: either(kinds.map((kind) => kind.kept)),
        });
        return sql`(${named('f', `open_${place}`)} AND NOT ${either(kept)})`;
      }),
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

/** The categories of which scopes speak, and where one keeps such columns of the row. */
function kindsOf(scopes: readonly PlacedScope[]): { readonly category: DataCategory; readonly kept: Sql }[] {
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
