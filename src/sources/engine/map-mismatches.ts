import { type Finding, finding } from '../finding.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { datedRetention, erasingRule, fixedColumns } from '../map/erased-columns.js';
import { type LiveSchema, type LiveTable } from './live-schema.js';
import { isAbsent } from './present-map.js';

/**
 * Where the live schema is not what the map says, each by itself: a source with any is not read, since a part that
 * silently is left out would make a bundle incomplete.
 */
export function mapMismatches(map: DataMap, live: LiveSchema): Finding[] {
  return map.collections.flatMap((collection) => {
    if (isAbsent(collection, live)) return [];
    const table = live.get(collection.table);
    if (table === undefined)
      return [finding('noTable', { collection: collection.id, table: collection.table })];
    return [
      ...columnMismatches(collection, table),
      ...keyMismatches(collection, table),
      ...joinMismatches(collection, live),
    ];
  });
}

/** The tables that a map reads. */
export function mappedTables(map: DataMap): string[] {
  const tables = map.collections.flatMap(({ table, joins, recounts }) => [
    table,
    ...[...joins, ...recounts].map((other) => other.table),
  ]);
  return [...new Set(tables)];
}

/** Every column of the collection's own table that the collection speaks of. */
export function namedColumns(collection: Collection): Set<string> {
  const { leads, learns, joins, fields, withheld, notPersonal, entries, recounts, restrict } = collection;
  const { unlink = [], set = {} } = erasingRule(collection) ?? {};
  const retained = datedRetention(collection)?.where ?? [];
  const conditions = [...retained, ...[...leads, ...learns, ...recounts].flatMap(({ where }) => where ?? [])];
  const own = fields.filter(({ join }) => join === undefined);
  const named = [...leads, ...learns, ...conditions, ...joins, ...own, ...withheld].map(
    ({ column }) => column,
  );
  const pairs = entries === undefined ? [] : [entries.of, entries.name, entries.value];
  return new Set([
    ...fixedColumns(collection),
    ...named,
    ...pairs,
    ...recounts.map(({ of }) => of),
    ...(restrict === undefined ? [] : [restrict.column]),
    ...notPersonal,
    ...unlink,
    ...Object.keys(set),
  ]);
}

function columnMismatches(collection: Collection, table: LiveTable): Finding[] {
  const unread = {
    withheld: [],
    notPersonal: [],
    date: undefined,
    article: undefined,
    erase: undefined,
    recounts: [],
  };
  const read = namedColumns({ ...collection, ...unread });
  return [...namedColumns(collection)].flatMap((name) => {
    const column = table.columns.get(name);
    const place = { collection: collection.id, column: `${collection.table}.${name}` };
    if (column === undefined) return [finding('noColumn', place)];
    return column.readable || !read.has(name) ? [] : [finding('unreadable', place)];
  });
}

function keyMismatches(collection: Collection, table: LiveTable): Finding[] {
  // A view has no keys of its own, so there is nothing to compare with.
  if (table.isView || isUnique(table, collection.key)) return [];
  return [
    finding('keyNotUnique', { collection: collection.id, key: collection.key.join(', '), table: table.name }),
  ];
}

function joinMismatches(collection: Collection, live: LiveSchema): Finding[] {
  return collection.joins.flatMap((join) => {
    const table = live.get(join.table);
    const place = (column: string) => ({ collection: collection.id, column: `${join.table}.${column}` });
    if (table === undefined) return [finding('noTable', { collection: collection.id, table: join.table })];
    const fields = collection.fields.filter((field) => field.join === join.name);
    const missing = [join.key, ...fields.map(({ column }) => column)].filter(
      (column) => table.columns.get(column)?.readable !== true,
    );
    if (missing.length > 0) {
      return missing.map((column) => finding('noReadableColumn', place(column)));
    }
    // Nor has a view any here: that it has one row for each value is its author's word.
    return table.isView || isUnique(table, [join.key]) ? [] : [finding('notUnique', place(join.key))];
  });
}

function isUnique(table: LiveTable, columns: readonly string[]): boolean {
  return table.indexes.some(
    ({ unique, partial, keys }) => unique && !partial && keys.every((key) => columns.includes(key)),
  );
}
