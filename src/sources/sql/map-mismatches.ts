import { type Collection, type DataMap } from '../map/data-map.js';
import { datedRetention, erasingRule, fixedColumns } from '../map/erased-columns.js';
import { type LiveSchema, type LiveTable } from './live-schema.js';

/**
 * Where the live schema is not what the map says, each as a sentence: a source with any is not read, since a part that
 * silently is left out would make a bundle incomplete.
 */
export function mapMismatches(map: DataMap, live: LiveSchema): string[] {
  return map.collections.flatMap((collection) => {
    const table = live.get(collection.table);
    if (table === undefined) return [`${collection.id}: there is no table ${collection.table}.`];
    return [
      ...columnMismatches(collection, table),
      ...keyMismatches(collection, table),
      ...joinMismatches(collection, live),
    ];
  });
}

/** The tables that a map reads. */
export function mappedTables(map: DataMap): string[] {
  const tables = map.collections.flatMap(({ table, joins }) => [table, ...joins.map((join) => join.table)]);
  return [...new Set(tables)];
}

/** Every column of the collection's own table that the collection speaks of. */
export function namedColumns(collection: Collection): Set<string> {
  const { leads, learns, joins, fields, withheld, notPersonal } = collection;
  const { unlink = [], set = {} } = erasingRule(collection) ?? {};
  const retained = datedRetention(collection)?.where ?? [];
  const conditions = [...retained, ...[...leads, ...learns].flatMap(({ where }) => where ?? [])];
  const own = fields.filter(({ join }) => join === undefined);
  const named = [...leads, ...learns, ...conditions, ...joins, ...own, ...withheld].map(
    ({ column }) => column,
  );
  return new Set([...fixedColumns(collection), ...named, ...notPersonal, ...unlink, ...Object.keys(set)]);
}

function columnMismatches(collection: Collection, table: LiveTable): string[] {
  const unread = { withheld: [], notPersonal: [], date: undefined, article: undefined, erase: undefined };
  const read = namedColumns({ ...collection, ...unread });
  return [...namedColumns(collection)].flatMap((name) => {
    const column = table.columns.get(name);
    const place = `${collection.table}.${name}`;
    if (column === undefined) return [`${collection.id}: there is no column ${place}.`];
    return column.readable || !read.has(name)
      ? []
      : [`${collection.id}: the database does not allow reading ${place}.`];
  });
}

function keyMismatches(collection: Collection, table: LiveTable): string[] {
  // A view has no keys of its own, so there is nothing to compare with.
  if (table.isView || isUnique(table, collection.key)) return [];
  return [`${collection.id}: the key (${collection.key.join(', ')}) of ${table.name} is not unique.`];
}

function joinMismatches(collection: Collection, live: LiveSchema): string[] {
  return collection.joins.flatMap((join) => {
    const table = live.get(join.table);
    if (table === undefined) return [`${collection.id}: there is no table ${join.table}.`];
    const fields = collection.fields.filter((field) => field.join === join.name);
    const missing = [join.key, ...fields.map(({ column }) => column)].filter(
      (column) => table.columns.get(column)?.readable !== true,
    );
    if (missing.length > 0) {
      return missing.map(
        (column) => `${collection.id}: there is no readable column ${join.table}.${column}.`,
      );
    }
    return isUnique(table, [join.key]) ? [] : [`${collection.id}: ${join.table}.${join.key} is not unique.`];
  });
}

function isUnique(table: LiveTable, columns: readonly string[]): boolean {
  return table.indexes.some(
    ({ unique, partial, keys }) => unique && !partial && keys.every((key) => columns.includes(key)),
  );
}
