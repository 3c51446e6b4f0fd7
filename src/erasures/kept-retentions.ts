import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { LISTED, type RetainedKept } from './kept-rows.js';

/** Most last days of a collection that are told apart; whatever ends later is told by the last one. */
const MOST_DAYS = 100;

/** The same table as far as the data maps' retentions are concerned. */
@Injectable()
export class KeptRetentions {
  /** What an erasure left to retentions, by collection and last day. */
  async of(manager: EntityManager, erasureId: string): Promise<RetainedKept[]> {
    const rows = await manager.query<
      (Omit<RetainedKept, 'count' | 'until'> & { readonly count: string; readonly until: string | null })[]
    >(
      `SELECT source, collection, max(until)::text AS until, sum(rows) AS count,
              (array_agg(array_to_string(key, ',') ORDER BY until, key))[1:$2] AS records
       FROM (
         SELECT k.*, CASE WHEN until IS NULL THEN $3::int + 1
                ELSE least(dense_rank() OVER (PARTITION BY source, collection ORDER BY until), $3::int) END AS place
         FROM erasure_kept k WHERE erasure_id = $1 AND retained
       ) k GROUP BY source, collection, place ORDER BY source, collection, place`,
      [erasureId, LISTED, MOST_DAYS],
    );
    return rows.map((row) => ({ ...row, until: row.until ?? undefined, count: Number(row.count) }));
  }

  /** The day on which the first retention ends that defers the request; undefined where none does. */
  async firstEnd(manager: EntityManager, requestId: string): Promise<string | undefined> {
    const [row] = await manager.query<{ until: string | null }[]>(
      `SELECT min(k.until)::text AS until FROM erasure_kept k
       JOIN erasures e ON e.id = k.erasure_id JOIN requests r ON r.id = e.request_id
       WHERE r.id = $1 AND r.state = 'deferred'`,
      [requestId],
    );
    return row?.until ?? undefined;
  }

  /** Deferred requests of which a retention ended before this day. */
  async endedBefore(manager: EntityManager, day: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT r.id FROM requests r JOIN erasures e ON e.request_id = r.id
       WHERE r.state = 'deferred'
         AND EXISTS (SELECT FROM erasure_kept k WHERE k.erasure_id = e.id AND k.until < $1)
       ORDER BY r.id`,
      [day],
    );
    return rows.map(({ id }) => id);
  }

  /** What is kept without an end is itemised in the receipt: nothing else has to know it once the erasure is over. */
  async forget(manager: EntityManager, erasureId: string): Promise<void> {
    await manager.query('DELETE FROM erasure_kept WHERE erasure_id = $1 AND retained', [erasureId]);
  }
}
