import { posix } from 'node:path';
import { type Collection } from '../map/data-map.js';
import { type RecordFiles } from './files-shape.js';

/**
 * The paths that a record names, each once, as it has them: nothing says yet that they are below any folder.
 * @param record as a bundle has it
 */
export function namedFiles(
  { path, folder: within, beside }: Pick<RecordFiles, 'path' | 'folder' | 'beside'>,
  record: Readonly<Record<string, unknown>>,
): string[] {
  const [held] = textsAt(record, path);
  if (held === undefined) return [];
  const main = within === undefined ? held : posix.join(within, posix.basename(held));
  const folder = posix.dirname(main);
  // Only names: what says where it lies itself might lie anywhere.
  const names = beside.flatMap((each) => textsAt(record, each)).map((name) => posix.basename(name));
  return [...new Set([main, ...names.map((name) => posix.join(folder, name))])];
}

/**
 * What rows of the collection hold that name one of these files, with its path; paths that none of them can name are left out.
 */
export function heldNames(
  { files }: Pick<Collection, 'files'>,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  if (files?.folder === undefined) return new Map(paths.map((path) => [path, path]));
  const within = paths.filter((path) => posix.dirname(path) === files.folder);
  return new Map(within.map((path) => [posix.basename(path), path]));
}

function textsAt(record: unknown, path: string): string[] {
  let reached: unknown[] = [record];
  for (const key of path.split('.')) reached = reached.flatMap((value) => inside(value, key));
  return reached.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** A key that came several times in a key-value table gives a list, whose members are then looked into. */
function inside(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') return Object.values(value);
  if (Object.hasOwn(value, key)) return [(value as Record<string, unknown>)[key]];
  return Array.isArray(value) ? value.flatMap((each) => inside(each, key)) : [];
}
