import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Eraser, type NamingRow, type RecordKey } from '../sources/erasing.js';
import { type RecordedFiles } from '../sources/files/recorded-files.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type RememberedFiles } from './erasure-file-rows.js';
import { KeptRecords } from './kept-records.js';

/** One collection whose records name files, in the erasure of one person. */
export interface FilesOf extends CollectionPlace {
  readonly folder: RecordedFiles;
  readonly erase: 'delete' | 'strip';
  /** Whether its rows stay for ever: that alone keeps no file as it is. */
  readonly unsigned: boolean;
  readonly eraser: Eraser;
}

/** Rows that an erasure kept, by what they are named by here. */
type KeptKeys = ReadonlyMap<string, { readonly held: boolean }>;

/** Finds the files that may go or be written by now: what speaks for the others is rows, and what keeps these. */
@Injectable()
export class FreeFiles {
  constructor(private readonly kept: KeptRecords) {}

  /**
   * Of files to be deleted those that no row names any more. Of files to be stripped those of which nothing keeps a row of
   * their record, nor a hold the row that it belongs to; a row of somebody else that names them keeps them as well.
   */
  async among(
    manager: EntityManager,
    erasureId: string,
    files: FilesOf,
    some: readonly RememberedFiles[],
  ): Promise<readonly RememberedFiles[]> {
    const named = await files.eraser.rowsNaming(
      files.collection,
      some.map(({ paths }) => paths[0] ?? ''),
    );
    if (files.erase === 'delete') return some.filter(({ paths }) => !named.has(paths[0] ?? ''));
    const kept = await this.keptOf(manager, erasureId, files, [...named.values()].flat());
    return some.filter(({ paths }) => isFree(files, kept, named.get(paths[0] ?? '') ?? []));
  }

  private async keptOf(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: FilesOf,
    rows: readonly NamingRow[],
  ): Promise<KeptKeys> {
    const keys = new Map<string, RecordKey[]>();
    const add = (place: string, key: RecordKey) => keys.set(place, [...(keys.get(place) ?? []), key]);
    for (const { record, owners } of rows) {
      for (const key of record) add(collection, key);
      for (const owner of owners) add(owner.collection, owner.key);
    }
    const found = new Map<string, { readonly held: boolean }>();
    for (const [place, each] of keys) {
      for (const { key, held } of await this.kept.among(
        manager,
        erasureId,
        { source, collection: place },
        each,
      ))
        found.set(nameOf(place, key), { held });
    }
    return found;
  }
}

function isFree({ collection, unsigned }: FilesOf, kept: KeptKeys, rows: readonly NamingRow[]): boolean {
  const of = (place: string, key: RecordKey) => kept.get(nameOf(place, key));
  const isHeld = ({ record, owners }: NamingRow) =>
    record.some((key) => of(collection, key)?.held) ||
    owners.some((owner) => of(owner.collection, owner.key)?.held);
  if (rows.some(isHeld)) return false;
  // Every row of the person's is retained; one that is not is somebody else's.
  if (unsigned) return rows.every(({ key }) => of(collection, key) !== undefined);
  return rows.length <= 1 && !rows.some(({ record }) => record.some((key) => of(collection, key)));
}

function nameOf(collection: string, key: RecordKey): string {
  return JSON.stringify([collection, ...key]);
}

/** Those of the paths that rows have as their own: of another collection, or where they only lie beside those of a record. */
export async function namedElsewhere(
  { collection, erase, eraser }: FilesOf,
  some: readonly RememberedFiles[],
): Promise<ReadonlySet<string>> {
  const paths = [...new Set(some.flatMap((one) => one.paths))];
  const found = new Set<string>();
  if (paths.length === 0) return found;
  for (const { view } of eraser.collections.filter(({ view: { files } }) => files !== undefined)) {
    // What is stripped stays named by its own rows.
    if (erase === 'strip' && view.id === collection) continue;
    for (const path of (await eraser.rowsNaming(view.id, paths)).keys()) found.add(path);
  }
  return found;
}
