import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type BatchOutcome } from '../sources/erasing.js';
import { type ErasedRows } from './erasure-plan.js';

/** Where rows lie. */
export interface CollectionPlace {
  readonly source: string;
  readonly collection: string;
}

/** How many rows an erasure `e` has erased, as SQL. */
export const DONE = `(SELECT coalesce(sum(c.deleted + c.cleared), 0) FROM erasure_counts c WHERE c.erasure_id = e.id)`;

/** Counts each row once, by what became of it last: one that was cleared and is deleted later counts as deleted. */
@Injectable()
export class ErasureCounts {
  /** Counts what one batch did. A row of which something is kept counts when the rest of it goes. */
  async add(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    outcome: BatchOutcome,
  ): Promise<void> {
    const { deleted, cleared, partly = 0, byKey } = outcome;
    const again = byKey === undefined ? 0 : await this.again(manager, id, { source, collection }, byKey);
    const delta = [deleted, cleared - partly - again] as const;
    if (delta.every((rows) => rows === 0)) return;
    await manager.query(
      `INSERT INTO erasure_counts AS c (erasure_id, source, collection, deleted, cleared) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (erasure_id, source, collection)
       DO UPDATE SET deleted = c.deleted + excluded.deleted, cleared = c.cleared + excluded.cleared`,
      [id, source, collection, ...delta],
    );
  }

  /** Counts files that were deleted, or lost what says who made them. */
  async addFiles(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    erase: 'delete' | 'strip',
    files: number,
  ): Promise<void> {
    if (files === 0) return;
    await manager.query(
      `INSERT INTO erasure_counts AS c
         (erasure_id, source, collection, deleted, cleared, files_deleted, files_stripped)
       VALUES ($1, $2, $3, 0, 0, $4, $5)
       ON CONFLICT (erasure_id, source, collection)
       DO UPDATE SET files_deleted = c.files_deleted + excluded.files_deleted,
                     files_stripped = c.files_stripped + excluded.files_stripped`,
      [id, source, collection, erase === 'delete' ? files : 0, erase === 'strip' ? files : 0],
    );
  }

  /** Remembers rows that are cleared and not yet deleted. @returns how many of the batch were counted as cleared before */
  private async again(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    { deleted, cleared }: NonNullable<BatchOutcome['byKey']>,
  ): Promise<number> {
    const place = [id, source, collection];
    const [, gone] = await manager.query<[unknown, number]>(
      `DELETE FROM erasure_cleared WHERE erasure_id = $1 AND source = $2 AND collection = $3 AND key IN (${KEYS})`,
      [...place, JSON.stringify(deleted)],
    );
    const fresh = await manager.query<unknown[]>(
      `INSERT INTO erasure_cleared (erasure_id, source, collection, key) SELECT $1, $2, $3, given FROM (${KEYS}) k (given)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [...place, JSON.stringify(cleared)],
    );
    return gone + cleared.length - fresh.length;
  }

  /** Rows by what became of them. */
  async each(
    manager: EntityManager,
    id: string,
  ): Promise<(CollectionPlace & { readonly deleted: number; readonly cleared: number })[]> {
    return manager.query(
      `SELECT source, collection, deleted::float8 AS deleted, cleared::float8 AS cleared FROM erasure_counts
       WHERE erasure_id = $1`,
      [id],
    );
  }

  /** Rows that are erased, by collection, without those that a run would meet again. */
  async of(manager: EntityManager, id: string): Promise<ErasedRows[]> {
    const rows = await manager.query<{ source: string; collection: string; rows: string; again: string }[]>(
      `SELECT source, collection, deleted + cleared AS rows,
              (SELECT count(*) FROM erasure_cleared k
               WHERE (k.erasure_id, k.source, k.collection) = (c.erasure_id, c.source, c.collection)) AS again
       FROM erasure_counts c WHERE erasure_id = $1`,
      [id],
    );
    return rows.map(({ source, collection, rows: all, again }) => {
      return { source, collection, rows: Number(all) - Number(again) };
    });
  }

  /** How many rows the erasure has erased. */
  async done(manager: EntityManager, id: string): Promise<number> {
    const [row] = await manager.query<{ rows: string }[]>(
      `SELECT ${DONE} AS rows FROM (SELECT $1::uuid AS id) e`,
      [id],
    );
    return Number(row?.rows ?? 0);
  }

  /** Begins to count anew. */
  async none(manager: EntityManager, id: string): Promise<void> {
    await manager.query('DELETE FROM erasure_counts WHERE erasure_id = $1', [id]);
    await this.settle(manager, id);
  }

  /** Nothing more will go: which rows were cleared is forgotten, their number stays. */
  async settle(manager: EntityManager, id: string): Promise<void> {
    await manager.query('DELETE FROM erasure_cleared WHERE erasure_id = $1', [id]);
  }
}

/** Keys out of the JSON of `$4`. */
const KEYS = 'SELECT ARRAY(SELECT jsonb_array_elements_text(j)) FROM jsonb_array_elements($4::jsonb) j';
