import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type KeptFromPurge, PurgeHolds } from '../holds/purge-holds.js';
import { Clock } from '../platform/clock/clock.js';
import { ObjectStore } from '../platform/storage/object-store.js';

/** No upload lasts longer: what is not stored by then has no writer. */
const WRITING = 3_600_000;
const BATCH = 100;

interface Going {
  readonly id: string;
  readonly objectKey: string;
}

/** Deletes images that nobody sees any more: the object first, then its row, so that none is forgotten on the way. */
@Injectable()
export class MediaRemoval {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly holds: PurgeHolds,
    private readonly clock: Clock,
  ) {}

  /** Takes the account's present picture away, for everybody at once. Two at a time wait for each other. */
  async replace(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `media.picture ${accountId}`,
    ]);
    await manager.query(
      `UPDATE media SET removed_at = $2
       WHERE account_id = $1 AND stored_at IS NOT NULL AND removed_at IS NULL`,
      [accountId, this.clock.now()],
    );
  }

  /** @returns whether it was seen until now */
  async remove(manager: EntityManager, id: string): Promise<boolean> {
    const [rows] = await manager.query<[unknown[], number]>(
      `UPDATE media SET removed_at = $2 WHERE id = $1 AND stored_at IS NOT NULL AND removed_at IS NULL RETURNING id`,
      [id, this.clock.now()],
    );
    return rows.length > 0;
  }

  /** Deletes what was removed or never stored, but for what a legal hold keeps (I2). */
  async deleteRemoved(): Promise<void> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const going = await this.database.transaction((manager) => this.page(manager, after));
      for (const one of going) {
        await this.database.transaction((manager) => this.delete(manager, one));
        after = one.id;
      }
      if (going.length < BATCH) return;
    }
  }

  private async page(manager: EntityManager, after: string): Promise<Going[]> {
    const kept = await this.holds.pass(manager, 'media');
    if (kept.everything) return [];
    return manager.query<Going[]>(
      `SELECT id, object_key AS "objectKey" FROM media
       WHERE id > $1 AND (removed_at IS NOT NULL OR (stored_at IS NULL AND created_at < $2)) AND ${NOT_KEPT}
       ORDER BY id LIMIT ${BATCH}`,
      [after, new Date(this.clock.now().getTime() - WRITING), kept.accountIds, kept.recordIds],
    );
  }

  /** Inside the passed gate: a hold that came meanwhile keeps it. */
  private async delete(manager: EntityManager, { id, objectKey }: Going): Promise<void> {
    const kept = await this.holds.pass(manager, 'media');
    if (kept.everything || (await this.isKept(manager, id, kept))) return;
    await this.store.delete(objectKey);
    await manager.query('DELETE FROM media WHERE id = $1', [id]);
  }

  private async isKept(
    manager: EntityManager,
    id: string,
    { accountIds, recordIds }: KeptFromPurge,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM media WHERE id = $1 AND (account_id = ANY ($2::uuid[]) OR id::text = ANY ($3::text[]))`,
      [id, accountIds, recordIds],
    );
    return rows.length > 0;
  }
}

const NOT_KEPT = '(account_id IS NULL OR account_id <> ALL ($3::uuid[])) AND id::text <> ALL ($4::text[])';
