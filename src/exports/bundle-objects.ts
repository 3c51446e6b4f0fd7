import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { ObjectStore } from '../platform/storage/object-store.js';

/** No build lasts longer: it is stopped then. */
export const LONGEST_BUILD = 12 * 3_600_000;
/** From this age on nobody can still be writing an object, so that one deletion is the last. */
const SETTLED = 24 * 3_600_000;
const BATCH = 100;

/**
 * Keeps count of every object that was ever begun for a bundle, so that none outlives what it belongs to. A key is
 * written down, live, before its first byte is stored; whatever is not live is deleted, again and again until no writer
 * that lost its task can bring it back.
 */
@Injectable()
export class BundleObjects {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  /** A new key for the request's bundle. Any earlier one stops being live, and a build that writes it cannot finish. */
  async begin(manager: EntityManager, requestId: string): Promise<string> {
    await this.release(manager, requestId);
    const key = `bundles/${randomBytes(16).toString('hex')}.zip`;
    await manager.query(
      'INSERT INTO bundle_objects (object_key, request_id, live, created_at) VALUES ($1, $2, true, $3)',
      [key, requestId, this.clock.now()],
    );
    return key;
  }

  /** Locks the live key until the caller's transaction ends. @returns false where it is not live any more */
  async hold(manager: EntityManager, key: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM bundle_objects WHERE object_key = $1 AND live FOR UPDATE',
      [key],
    );
    return rows.length > 0;
  }

  /** Nothing of the request is to be kept from here on. Delete it after the caller's transaction, by `deleteOf`. */
  async release(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query('UPDATE bundle_objects SET live = false WHERE request_id = $1 AND live', [requestId]);
  }

  /** A build under this key has failed; where its bundle was accepted all the same, nothing changes. */
  async abandon(manager: EntityManager, key: string): Promise<void> {
    // First waits for a transaction that may be accepting it: the next statement then sees what that one did.
    if (!(await this.hold(manager, key))) return;
    await manager.query(
      `UPDATE bundle_objects SET live = false WHERE object_key = $1
       AND NOT EXISTS (SELECT FROM exports WHERE object_key = $1)`,
      [key],
    );
  }

  /** Deletes every object of the request that is not live. @throws what the store fails with; the next sweep tries again */
  async deleteOf(requestId: string): Promise<void> {
    const rows = await this.database.query<{ object_key: string }[]>(
      'SELECT object_key FROM bundle_objects WHERE request_id = $1 AND NOT live',
      [requestId],
    );
    for (const { object_key: key } of rows) await this.delete(key);
  }

  /**
   * Deletes every object that is not live, or that is live and belongs to no bundle long after any build has ended.
   * One that cannot be deleted does not keep the others.
   * @throws the first failure, after the last object
   */
  async sweep(): Promise<void> {
    const settled = new Date(this.clock.now().getTime() - SETTLED);
    const failures: unknown[] = [];
    let after = '';
    for (;;) {
      const rows = await this.database.query<{ object_key: string }[]>(
        `SELECT object_key FROM bundle_objects o WHERE object_key > $1 AND (NOT live OR (created_at < $2 AND NOT EXISTS
           (SELECT FROM exports e WHERE e.request_id = o.request_id AND e.object_key = o.object_key)))
         ORDER BY object_key LIMIT ${BATCH}`,
        [after, settled],
      );
      for (const { object_key: key } of rows) {
        await this.delete(key).catch((error: unknown) => failures.push(error));
        after = key;
      }
      if (rows.length < BATCH) break;
    }
    if (failures.length > 0) throw failures[0];
  }

  private async delete(key: string): Promise<void> {
    await this.store.delete(key);
    const settled = new Date(this.clock.now().getTime() - SETTLED);
    await this.database.query('DELETE FROM bundle_objects WHERE object_key = $1 AND created_at < $2', [
      key,
      settled,
    ]);
  }
}
