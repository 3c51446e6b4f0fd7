import { type Finding, type FindingCode, finding } from '../finding.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { emptiedKeys, erasedColumns, erasingRule, mayClear } from '../map/erased-columns.js';
import { type ColumnErase, type ErasingRule } from '../map/erase-shape.js';
import { type LiveColumn, type LiveSchema, type LiveTable } from './live-schema.js';

/** Characters of a pseudonym of text. */
export const PSEUDONYM_LENGTH = 39;

/** Bytes of a pseudonym of bytes. */
export const PSEUDONYM_BYTES = 23;

/** What a column holds once its row is cleared. */
export type Becomes = Exclude<ColumnErase, 'keep'> | { readonly members: readonly string[] };

interface HasColumns<Column> {
  readonly columns: ReadonlyMap<string, Column>;
}

/** What differs between kinds of databases in what they can hold and undo. */
export interface Holding<Column extends LiveColumn = LiveColumn, Table extends LiveTable = LiveTable> {
  /** Types of columns that say when a row was written. */
  readonly dates: readonly string[];
  /** Why nothing can be erased in the table; undefined where something can. */
  tableProblem?(table: Table): FindingCode | undefined;
  /** Why the column cannot hold this; undefined where it can, or only the database knows. */
  problem(column: Column, becomes: Becomes): FindingCode | undefined;
}

/**
 * Where the live schema does not let rows be erased as the map says, each by itself: a source with any may be read and
 * is not erased in. What it lacks altogether is among `mapMismatches`.
 */
export function eraseMismatches<Column extends LiveColumn, Table extends LiveTable & HasColumns<Column>>(
  map: DataMap,
  live: ReadonlyMap<string, Table>,
  holding: Holding<Column, Table>,
): Finding[] {
  return map.collections.flatMap((collection) => {
    const table = live.get(collection.table);
    const rule = erasingRule(collection);
    const date = table?.columns.get(collection.date ?? '');
    const undated =
      date !== undefined && !holding.dates.includes(date.type)
        ? [finding('noDate', { collection: collection.id, column: `${collection.table}.${date.name}` })]
        : [];
    if (table === undefined || rule === undefined) return undated;
    if (table.isView) return [finding('view', { collection: collection.id, table: table.name })];
    const unfit = holding.tableProblem?.(table);
    return [
      ...undated,
      ...(unfit === undefined ? [] : [finding(unfit, { collection: collection.id, table: table.name })]),
      ...(mayClear(collection) ? emptiedProblems(collection, rule, table, holding) : []),
      ...restrictProblems(collection, table, holding),
      ...referrerProblems(map, rule, live),
      ...recountProblems(collection, live),
      ...cascadeProblems(map, collection, rule, live),
    ];
  });
}

/** What hides a row must fit where it is set. */
function restrictProblems<Column extends LiveColumn, Table extends LiveTable & HasColumns<Column>>(
  { id, restrict }: Collection,
  table: Table,
  holding: Holding<Column, Table>,
): Finding[] {
  const columns: ReadonlyMap<string, Column> = table.columns;
  const column = columns.get(restrict?.column ?? '');
  if (restrict === undefined || column === undefined) return [];
  const becomes = { constant: restrict.value };
  const problem = holding.problem(column, becomes) ?? commonProblem(column, becomes, table);
  return problem === undefined
    ? []
    : [finding(problem, { collection: id, column: `${table.name}.${column.name}` })];
}

/** What rows hold once they are cleared must be allowed in each column. */
function emptiedProblems<Column extends LiveColumn, Table extends LiveTable & HasColumns<Column>>(
  collection: Collection,
  rule: ErasingRule,
  table: Table,
  holding: Holding<Column, Table>,
): Finding[] {
  const emptied: { readonly column: string; readonly becomes: Becomes }[] = [
    ...erasedColumns(collection).map(({ column, rule: own }) => ({ column, becomes: own })),
    ...rule.unlink.map((column) => ({ column, becomes: null })),
    ...Object.entries(rule.set).map(([column, given]) => ({
      column,
      becomes: typeof given === 'object' ? given : { constant: given },
    })),
    ...emptiedKeys(collection).flatMap(({ erase }) =>
      collection.entries === undefined ? [] : [{ column: collection.entries.value, becomes: erase }],
    ),
  ];
  const columns: ReadonlyMap<string, Column> = table.columns;
  return emptied.flatMap(({ column: name, becomes }) => {
    const column = columns.get(name);
    if (column === undefined) return [];
    const place = { collection: collection.id, column: `${table.name}.${name}` };
    const sizes = { length: PSEUDONYM_LENGTH, bytes: PSEUDONYM_BYTES };
    const problem = holding.problem(column, becomes) ?? commonProblem(column, becomes, table);
    return problem === undefined ? [] : [finding(problem, { ...place, ...sizes })];
  });
}

function commonProblem(
  column: LiveColumn,
  becomes: Becomes,
  { indexes }: LiveTable,
): FindingCode | undefined {
  if (becomes === null) return column.nullable ? undefined : 'notEmpty';
  const unique = indexes.some(
    ({ unique: only, partial, keys }) => only && !partial && keys.length === 1 && keys[0] === column.name,
  );
  return unique && ('constant' in becomes || 'truncate' in becomes) ? 'onlyOnce' : undefined;
}

function referrerProblems(map: DataMap, rule: ErasingRule, live: LiveSchema): Finding[] {
  if (rule.action !== 'delete') return [];
  return rule.unlessReferredBy.flatMap(({ collection: id, column }) => {
    const table = map.collections.find((other) => other.id === id)?.table ?? '';
    return live.get(table)?.columns.get(column)?.readable === true
      ? []
      : [finding('noReadableColumn', { collection: id, column: `${table}.${column}` })];
  });
}

/** The database compares numbers with what is counted, so both columns have to be there. */
function recountProblems({ id, recounts }: Collection, live: LiveSchema): Finding[] {
  return recounts.flatMap(({ table, column, key }) =>
    [column, key].flatMap((name) =>
      live.get(table)?.columns.get(name)?.readable === true
        ? []
        : [finding('noReadableColumn', { collection: id, column: `${table}.${name}` })],
    ),
  );
}

/** A row that goes with another one would go past any hold on it. */
function cascadeProblems(
  map: DataMap,
  collection: Collection,
  rule: ErasingRule,
  live: LiveSchema,
): Finding[] {
  if (rule.action !== 'delete') return [];
  const guarded = rule.unlessReferredBy.map(({ collection: id }) => id);
  const guardedTables = map.collections.filter(({ id }) => guarded.includes(id)).map(({ table }) => table);
  return [...live.values()].flatMap(({ name, references }) => {
    const cascades = references.some(({ to, cascades: goes }) => goes && to === collection.table);
    return !cascades || guardedTables.includes(name)
      ? []
      : [finding('cascade', { collection: collection.id, table: collection.table, other: name })];
  });
}
