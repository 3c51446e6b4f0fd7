import { looksPersonal } from './looks-personal.js';
import { type DataMap } from './map/data-map.js';
import { type LiveColumn, type LiveSchema } from './engine/live-schema.js';
import { namedColumns } from './engine/map-mismatches.js';

export interface UnmappedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/**
 * Columns that look personal and that the map does not speak of: neither handed out, nor withheld, nor declared to hold
 * nothing personal.
 * @param looks which columns of mapped tables must be spoken of
 */
export function unmappedColumns(
  map: DataMap,
  live: LiveSchema,
  looks: (column: LiveColumn) => boolean = looksPersonal,
): UnmappedColumn[] {
  const mapped = new Set(map.collections.map(({ table }) => table));
  return [...live.values()].flatMap((table) => {
    const named = spokenOf(map, table.name);
    const suspicious = mapped.has(table.name) ? looks : looksPersonal;
    return [...table.columns.values()]
      .filter((column) => !named.has(column.name) && suspicious(column))
      .map(({ name, type }) => ({ table: table.name, column: name, type }));
  });
}

/** Tables that the map does not speak of at all. */
export function unmappedTables(map: DataMap, live: LiveSchema): string[] {
  const named = new Set([...map.collections, ...map.notMapped].map(({ table }) => table));
  return [...live.keys()].filter((table) => !named.has(table));
}

function spokenOf(map: DataMap, table: string): Set<string> {
  const collections = map.collections.filter((collection) => collection.table === table);
  const others = map.notMapped.filter((declared) => declared.table === table);
  return new Set([
    ...collections.flatMap((collection) => [...namedColumns(collection)]),
    ...others.flatMap(({ columns }) => columns),
  ]);
}
