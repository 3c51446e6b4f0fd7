import { type Finding, type FindingCode, finding } from '../finding.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { type ErasingRule } from '../map/erase-shape.js';
import { erasedColumns, erasingRule } from '../map/erased-columns.js';
import { PSEUDONYM_LENGTH } from './erased-values.js';
import { type LiveColumn, type LiveSchema, type LiveTable } from '../engine/live-schema.js';

const DATES = ['date', 'timestamp with time zone', 'timestamp without time zone'];
const TEXTS = ['text', 'character varying', 'character', 'citext'];

/**
 * Where the live schema does not let rows be erased as the map says, each by itself: a source with any may be read and
 * is not erased in. What it lacks altogether is among `mapMismatches`.
 */
export function eraseMismatches(map: DataMap, live: LiveSchema): Finding[] {
  return map.collections.flatMap((collection) => {
    const table = live.get(collection.table);
    const rule = erasingRule(collection);
    const date = table?.columns.get(collection.date ?? '');
    const undated =
      date !== undefined && !DATES.includes(date.type)
        ? [finding('noDate', { collection: collection.id, column: `${collection.table}.${date.name}` })]
        : [];
    if (table === undefined || rule === undefined) return undated;
    if (table.isView) return [finding('view', { collection: collection.id, table: table.name })];
    return [
      ...undated,
      ...emptiedProblems(collection, rule, table),
      ...referrerProblems(map, rule, live),
      ...cascadeProblems(map, collection, rule, live),
    ];
  });
}

/** What rows hold once they are cleared must be allowed in each column. */
function emptiedProblems(collection: Collection, rule: ErasingRule, table: LiveTable): Finding[] {
  const emptied = [
    ...erasedColumns(collection).map(({ column, rule: own }) => ({ column, becomes: own })),
    ...rule.unlink.map((column) => ({ column, becomes: null })),
    ...Object.entries(rule.set).map(([column, becomes]) => ({ column, becomes })),
  ];
  return emptied.flatMap(({ column: name, becomes }) => {
    const column = table.columns.get(name);
    const problem = column && problemOf(column, becomes);
    const place = { collection: collection.id, column: `${table.name}.${name}`, length: PSEUDONYM_LENGTH };
    return problem === undefined ? [] : [finding(problem, place)];
  });
}

function problemOf(column: LiveColumn, becomes: unknown): FindingCode | undefined {
  if (becomes === null) return column.nullable ? undefined : 'notEmpty';
  if (typeof becomes !== 'object' || !('pseudonym' in becomes)) return undefined;
  if (becomes.pseudonym === 'bytes') return column.type === 'bytea' ? undefined : 'noBytes';
  if (!TEXTS.includes(column.type)) return 'noText';
  return (column.length ?? PSEUDONYM_LENGTH) < PSEUDONYM_LENGTH ? 'tooShort' : undefined;
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
