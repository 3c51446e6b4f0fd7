import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type RecordKey } from '../sources/erasing.js';
import { type CollectionPlace } from './erasure-counts.js';

/** The room's table of rows that restrictions in force keep hidden. */
@Injectable()
export class RestrictionKept {
  /**
   * Before they are hidden. The restriction cannot end until the caller's transaction does.
   * @returns false where it is over: nothing is written down
   */
  async add(
    manager: EntityManager,
    requestId: string,
    { source, collection }: CollectionPlace,
    keys: readonly RecordKey[],
  ): Promise<boolean> {
    const inForce = await manager.query<unknown[]>(
      'SELECT 1 FROM restrictions WHERE request_id = $1 AND lifted_at IS NULL FOR SHARE',
      [requestId],
    );
    if (inForce.length === 0) return false;
    await manager.query(
      `INSERT INTO restriction_kept (request_id, source, collection, key)
       SELECT $1, $2, $3, ARRAY(SELECT jsonb_array_elements_text(k)) FROM jsonb_array_elements($4::jsonb) k
       ON CONFLICT DO NOTHING`,
      [requestId, source, collection, JSON.stringify(keys)],
    );
    return true;
  }

  /** Lets go of all that a restriction keeps which is over; of one in force nothing. */
  async release(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query(
      `DELETE FROM restriction_kept k USING restrictions x
       WHERE k.request_id = $1 AND x.request_id = k.request_id AND x.lifted_at IS NOT NULL`,
      [requestId],
    );
  }

  /**
   * Lets go of what an erasure has erased, cleared or detached: in collections in which it did, whatever it did not leave
   * to a hold or a retention.
   * @param requestIds of the erasure's person
   */
  async releaseErased(
    manager: EntityManager,
    erasureId: string,
    requestIds: readonly string[],
  ): Promise<void> {
    if (requestIds.length === 0) return;
    await manager.query(
      `DELETE FROM restriction_kept r USING erasure_counts c
       WHERE r.request_id = ANY ($2::uuid[]) AND c.erasure_id = $1
         AND c.source = r.source AND c.collection = r.collection AND c.deleted + c.cleared > 0
         AND NOT EXISTS (SELECT FROM erasure_kept k WHERE k.erasure_id = $1 AND k.source = r.source
                           AND k.collection = r.collection AND k.key = r.key)`,
      [erasureId, requestIds],
    );
  }

  /** How many rows of each collection a restriction keeps hidden. */
  counts(
    manager: EntityManager,
    requestId: string,
  ): Promise<(CollectionPlace & { readonly rows: number })[]> {
    return manager.query(
      `SELECT source, collection, count(*)::float8 AS rows FROM restriction_kept WHERE request_id = $1
       GROUP BY source, collection ORDER BY source, collection`,
      [requestId],
    );
  }
}
