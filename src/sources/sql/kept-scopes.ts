import { escapeIdentifier as quote } from 'pg';
import { scopesOn } from '../engine/scopes-on.js';
import { type KeptScope } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { entryCategories } from '../map/entry-fields.js';
import { type Predicates } from './predicates.js';
import { datesOf, type RowDates } from './row-dates.js';

/** What of a row decides which scopes it is within, as SQL. */
export interface RowFacts extends RowDates {
  /** The first column of its key, as text. */
  readonly record: string;
  readonly article: string;
  /** Where a row of a name and a value is of one kind of data: which. */
  readonly kind?: string;
}

/** A scope as statements read it; `n` is its place among those given. */
interface ScopeRow {
  readonly n: number;
  readonly hold: string;
  readonly category?: string;
  readonly article?: string;
  readonly records?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** Two common table expressions over one parameter that holds scopes as JSON: values are never part of a statement. */
export function scopesOf(parameter: string): string {
  return `scopes AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${parameter}::jsonb)
        AS s(n integer, hold text, category text, article text, records jsonb, since timestamptz, until timestamptz)
    ), records AS MATERIALIZED (
      SELECT s.n, r.id FROM scopes s CROSS JOIN LATERAL jsonb_array_elements_text(s.records) AS r(id)
    )`;
}

/** True of a row that scope `s` keeps. `until` is a whole millisecond, as instants of holds are. */
export function within({ record, article, first, last, kind }: RowFacts): string {
  const ofKind = kind === undefined ? '' : `(s.category IS NULL OR s.category = ${kind}) AND `;
  return `${ofKind}(s.article IS NULL OR s.article = ${article})
      AND (s.records IS NULL OR (s.n, ${record}) IN (SELECT r.n, r.id FROM records r))
      AND (s.since IS NULL OR ${last} IS NULL OR ${last} >= s.since)
      AND (s.until IS NULL OR ${first} IS NULL OR ${first} < s.until + interval '1 millisecond')`;
}

/** One row for each row of `t`: the holds that keep it, whether the whole of it, and which categories of it. */
export function keepersOf(facts: RowFacts): string {
  const partly = facts.kind === undefined ? 's.category' : 'NULL::text';
  return `(SELECT array_agg(DISTINCT s.hold ORDER BY s.hold) AS holds,
             coalesce(bool_or(${partly} IS NULL), false) AS whole,
             coalesce(array_agg(DISTINCT ${partly} ORDER BY ${partly})
               FILTER (WHERE ${partly} IS NOT NULL), '{}') AS categories
      FROM scopes s WHERE ${within(facts)})`;
}

/** The facts of rows of the collection, over the table's alias `t`. */
export function factsOf(collection: Collection, predicates: Predicates): RowFacts {
  const { article, date } = collection;
  return {
    record: `t.${quote(firstKey(collection))}::text`,
    article: article === undefined ? 'NULL::text' : `t.${quote(article)}::text`,
    kind: kindOf(collection, predicates),
    ...datesOf(date === undefined ? undefined : predicates.column(collection, date)),
  };
}

/** These facts of rows `alias`, with the kind of data where rows are of one. */
export function kindly({ entries }: Collection, facts: RowFacts, alias: string): RowFacts {
  return entries === undefined ? facts : { ...facts, kind: `${alias}.kind` };
}

function kindOf(collection: Collection, predicates: Predicates): string | undefined {
  const { entries } = collection;
  if (entries === undefined) return undefined;
  const { keys, others } = entryCategories(collection);
  const cases = keys.map(({ key: { key, prefix }, category }) => {
    const [named = 'false'] = predicates.conditions(collection, [
      { column: entries.name, equals: key, startsWith: prefix },
    ]);
    return `WHEN ${named} THEN '${category}'`;
  });
  return cases.length === 0 ? `'${others}'::text` : `(CASE ${cases.join(' ')} ELSE '${others}' END)`;
}

/** Scopes that can keep a row of the collection, as the parameter of `scopesOf`; undefined where there are none. */
export function scopesParameter(
  collection: Collection,
  predicates: Predicates,
  kept: readonly KeptScope[],
): string | undefined {
  const spelling = (column: string | undefined) => {
    const isUuid = column !== undefined && predicates.column(collection, column).family === 'uuid';
    return (text: string) => (isUuid ? text.toLowerCase() : text);
  };
  const [spellArticle, spellRecord] = [spelling(collection.article), spelling(firstKey(collection))];
  const rows = scopesOn(collection, kept).flatMap(({ n, scope }): ScopeRow[] => {
    if (scope.articleId !== undefined && !storable(scope.articleId)) return [];
    return [
      {
        n,
        hold: scope.hold,
        category: scope.category,
        article: scope.articleId === undefined ? undefined : spellArticle(scope.articleId),
        records: scope.recordIds?.filter(storable).map(spellRecord),
        since: scope.from?.toISOString(),
        until: scope.to?.toISOString(),
      },
    ];
  });
  return rows.length === 0 ? undefined : JSON.stringify(rows);
}

function firstKey({ key }: Collection): string {
  return key[0] ?? '';
}

/** No text of the database holds a NUL or half a character, so what does matches nothing. */
function storable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
