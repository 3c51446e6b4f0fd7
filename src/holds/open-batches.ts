import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/**
 * `begun`: not to commit yet. `committing`: may commit in its database at any moment. `ended`: its connection is gone for
 * certain, and what became of it is still to be found out.
 */
export type BatchState = 'begun' | 'committing' | 'ended';

/** A batch that erases in another database, until it is done. */
export interface OpenBatch {
  readonly id: string;
  readonly erasureId: string;
  readonly source: string;
  readonly collection: string;
  readonly named: boolean;
  /** What its owner wants to know of it again. */
  readonly sealed: Buffer;
  /** Whoever raises it takes the batch over. */
  readonly fence: number;
  /** As the source's writer names it. */
  readonly connection: string;
  readonly state: BatchState;
}

/** A batch that begins: under the epoch of its source's gate. */
export type NewBatch = Omit<OpenBatch, 'fence' | 'state'> & { readonly epoch: number };

const COLUMNS = `id, erasure_id AS "erasureId", source, collection, named, sealed, fence::float8 AS fence,
  remote_connection AS connection, state`;

/**
 * The table of batches that are under way in other databases. A gate cannot keep these out by a lock, since they commit
 * elsewhere: they say before that they will, and whoever places a hold waits for those that said so.
 */
@Injectable()
export class OpenBatches {
  newId(): string {
    return uuidv7();
  }

  /** Inside the source's passed gate. */
  async begin(manager: EntityManager, batch: NewBatch): Promise<void> {
    const { id, erasureId, source, collection, named, sealed, epoch, connection } = batch;
    await manager.query(
      `INSERT INTO erase_batches (id, erasure_id, source, collection, named, sealed, epoch, remote_connection)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, erasureId, source, collection, named, sealed, epoch, connection],
    );
  }

  /**
   * Says that it is going to commit, inside the source's passed gate.
   * @param epoch of the gate now
   * @returns false where somebody took it over, or holds changed since it began
   */
  async commit(
    manager: EntityManager,
    { id, fence = 1 }: { readonly id: string; readonly fence?: number },
    epoch: number,
    sealed: Buffer,
  ): Promise<boolean> {
    const rows = await returned(
      manager,
      `UPDATE erase_batches SET state = 'committing', sealed = $4, changed_at = now()
       WHERE id = $1 AND fence = $2 AND epoch = $3 AND state = 'begun' RETURNING id`,
      [id, fence, epoch, sealed],
    );
    return rows.length > 0;
  }

  /** It is done, or will never be. @returns false where it is somebody else's by now, or nobody's */
  async close(manager: EntityManager, id: string, state: BatchState, fence?: number): Promise<boolean> {
    const rows = await returned(
      manager,
      `DELETE FROM erase_batches WHERE id = $1 AND state = $2 AND fence = coalesce($3, fence) RETURNING id`,
      [id, state, fence ?? null],
    );
    return rows.length > 0;
  }

  /** Takes it over: whoever had it commits nothing more unless it said so before. @returns undefined where it is over */
  async takeOver(manager: EntityManager, id: string): Promise<OpenBatch | undefined> {
    const rows = await returned(
      manager,
      `UPDATE erase_batches SET fence = fence + 1 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id],
    );
    return rows[0] as OpenBatch | undefined;
  }

  async find(manager: EntityManager, id: string): Promise<OpenBatch | undefined> {
    const rows = await manager.query<OpenBatch[]>(`SELECT ${COLUMNS} FROM erase_batches WHERE id = $1`, [id]);
    return rows[0];
  }

  /** Its connection is gone for certain. */
  async ended(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`UPDATE erase_batches SET state = 'ended', changed_at = now() WHERE id = $1`, [id]);
  }

  /** Those that an earlier run of the erasure left, the oldest first. */
  async ofErasure(manager: EntityManager, erasureId: string): Promise<OpenBatch[]> {
    return manager.query<OpenBatch[]>(
      `SELECT ${COLUMNS} FROM erase_batches WHERE erasure_id = $1 ORDER BY id`,
      [erasureId],
    );
  }

  /** Those of the sources that may commit at any moment. With the sources' gates closed, none comes to them. */
  async committing(manager: EntityManager, sources: readonly string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM erase_batches WHERE state = 'committing' AND source = ANY ($1) ORDER BY id`,
      [sources],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of these that may still commit. @param age milliseconds since they said so, at least */
  async stillCommitting(manager: EntityManager, ids: readonly string[], age = 0): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM erase_batches WHERE id = ANY ($1) AND state = 'committing'
         AND changed_at <= now() - $2 * interval '1 millisecond'`,
      [ids, age],
    );
    return rows.map(({ id }) => id);
  }
}

/** TypeORM gives the rows of a DELETE or UPDATE with their count. */
async function returned(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly unknown[]> {
  const [rows] = await manager.query<[unknown[], number]>(sql, [...parameters]);
  return rows;
}
