import { type Collection, type Condition } from '../map/data-map.js';

/** Where rows of a collection have the path of their file. */
export interface FileColumn {
  readonly column: string;
  /** Holds for rows of which the column is a path. */
  readonly where: readonly Condition[];
}

/** @returns undefined where the collection names no files, or by what is no column of its own */
export function fileColumn({ files, fields, entries }: Collection): FileColumn | undefined {
  const field = fields.find(({ name, join }) => name === files?.path && join === undefined);
  if (field !== undefined) return { column: field.column, where: [] };
  const entry = entries?.keys.find(({ name }) => name !== undefined && name === files?.path);
  if (entries === undefined || entry?.key === undefined) return undefined;
  return { column: entries.value, where: [{ column: entries.name, equals: entry.key }] };
}

/** The same of a collection that names files, as `dataMapProblems` sees to. */
export function demandFileColumn(collection: Collection): FileColumn {
  const found = fileColumn(collection);
  if (found === undefined) throw new Error(`Rows of ${collection.id} name no files.`);
  return found;
}
