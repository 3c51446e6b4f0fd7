import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type BatchOutcome, type RecordKey } from '../sources/erasing.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type ErasedRows } from './erasure-plan.js';
import { type KeptRows, LISTED } from './kept-rows.js';

/** The room's table of rows that erasures left to holds, and to retentions. */
@Injectable()
export class KeptRecords {
  /** Rows that were kept and are not in `kept` any more are erased now. */
  async replace(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    keys: readonly RecordKey[],
    kept: BatchOutcome['kept'],
  ): Promise<void> {
    await manager.query(
      `DELETE FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND collection = $3
         AND key IN (SELECT ARRAY(SELECT jsonb_array_elements_text(k)) FROM jsonb_array_elements($4::jsonb) k)`,
      [id, source, collection, JSON.stringify(keys)],
    );
    if (kept.length === 0) return;
    await manager.query(
      `INSERT INTO erasure_kept (erasure_id, source, collection, key, holds, categories, retained, until)
       SELECT $1, $2, $3, ARRAY(SELECT jsonb_array_elements_text(k -> 'key')),
              ARRAY(SELECT jsonb_array_elements_text(k -> 'holds'))::uuid[],
              ARRAY(SELECT jsonb_array_elements_text(k -> 'categories')),
              coalesce((k ->> 'retained')::boolean, false), (k ->> 'until')::date
       FROM jsonb_array_elements($4::jsonb) k`,
      [id, source, collection, JSON.stringify(kept)],
    );
  }

  /** Collections of the source of which rows are kept from it. */
  async collections(manager: EntityManager, id: string, source: string): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ collection: string }[]>(
      'SELECT DISTINCT collection FROM erasure_kept WHERE erasure_id = $1 AND source = $2',
      [id, source],
    );
    return new Set(rows.map(({ collection }) => collection));
  }

  /** Keys of rows that were kept in a collection, after `after`, in order. */
  async keys(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    after: RecordKey | undefined,
    most: number,
  ): Promise<RecordKey[]> {
    const rows = await manager.query<{ key: string[] }[]>(
      `SELECT key FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND collection = $3
         AND key > coalesce($4::text[], '{}') ORDER BY key LIMIT $5`,
      [id, source, collection, after ?? null, most],
    );
    return rows.map(({ key }) => key);
  }

  /** Whether holds keep any row of the source from it. */
  async holdsIn(manager: EntityManager, id: string, source: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND holds <> '{}' LIMIT 1`,
      [id, source],
    );
    return rows.length > 0;
  }

  /** The same of rows that holds keep, whole or in part. */
  async heldKeys(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    after: RecordKey | undefined,
    most: number,
  ): Promise<RecordKey[]> {
    const rows = await manager.query<{ key: string[] }[]>(
      `SELECT key FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND collection = $3
         AND holds <> '{}' AND key > coalesce($4::text[], '{}') ORDER BY key LIMIT $5`,
      [id, source, collection, after ?? null, most],
    );
    return rows.map(({ key }) => key);
  }

  /** Held rows of a collection that goes with the end of the case: all of them, without their keys. */
  async addCases(
    manager: EntityManager,
    id: string,
    { source, collection }: CollectionPlace,
    holds: readonly string[],
    rows: number,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO erasure_kept (erasure_id, source, collection, key, holds, categories, rows)
       VALUES ($1, $2, $3, '{}', $4, '{}', $5)`,
      [id, source, collection, holds, rows],
    );
  }

  /** What `addCases` wrote down before. */
  async dropCases(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`DELETE FROM erasure_kept WHERE erasure_id = $1 AND key = '{}'`, [id]);
  }

  /** What an erasure left to holds, by collection and holds. */
  async of(manager: EntityManager, erasureId: string): Promise<KeptRows[]> {
    const rows = await manager.query<(Omit<KeptRows, 'count'> & { count: string })[]>(
      `SELECT source, collection, categories, holds, sum(rows) AS count,
              coalesce((array_agg(array_to_string(key, ',') ORDER BY key) FILTER (WHERE key <> '{}'))[1:$2], '{}') AS records
       FROM erasure_kept WHERE erasure_id = $1 AND holds <> '{}'
       GROUP BY source, collection, categories, holds ORDER BY source, collection, categories, holds`,
      [erasureId, LISTED],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Rows that these holds alone keep, whole or in part, and that no retention keeps as well; rows that go with the case are not among them. */
  async keptOnlyBy(
    manager: EntityManager,
    erasureId: string,
    holds: readonly string[],
  ): Promise<ErasedRows[]> {
    return manager.query<ErasedRows[]>(
      `SELECT source, collection, count(*)::float8 AS rows FROM erasure_kept
       WHERE erasure_id = $1 AND key <> '{}' AND holds <> '{}' AND holds <@ $2::uuid[] AND NOT retained
       GROUP BY source, collection`,
      [erasureId, holds],
    );
  }

  /** Those of these keys whose rows were kept, whole or in part; `held` where a hold keeps them. */
  async among(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: CollectionPlace,
    keys: readonly RecordKey[],
  ): Promise<{ readonly key: RecordKey; readonly held: boolean }[]> {
    if (keys.length === 0) return [];
    return manager.query(
      `SELECT key, holds <> '{}' AS held FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND collection = $3
         AND key IN (SELECT ARRAY(SELECT jsonb_array_elements_text(j)) FROM jsonb_array_elements($4::jsonb) j)`,
      [erasureId, source, collection, JSON.stringify(keys)],
    );
  }

  /** How many rows are kept from it. */
  async count(manager: EntityManager, id: string): Promise<number> {
    const [row] = await manager.query<{ count: string }[]>(
      'SELECT count(*) FROM erasure_kept WHERE erasure_id = $1',
      [id],
    );
    return Number(row?.count ?? 0);
  }

  /** Requests whose erasure left rows to this hold. */
  async requestsKeptBy(manager: EntityManager, holdId: string): Promise<string[]> {
    const rows = await manager.query<{ request_id: string }[]>(
      `SELECT DISTINCT e.request_id FROM erasure_kept k JOIN erasures e ON e.id = k.erasure_id
       WHERE k.holds @> ARRAY[$1::uuid] AND e.request_id IS NOT NULL`,
      [holdId],
    );
    return rows.map((row) => row.request_id);
  }

  /** Those of the requests whose erasure has left rows to holds, or knows of files that are still to go. */
  async requestsKeeping(manager: EntityManager, requestIds: readonly string[]): Promise<string[]> {
    const rows = await manager.query<{ request_id: string }[]>(
      `SELECT request_id FROM erasures e WHERE request_id = ANY ($1)
         AND (EXISTS (SELECT FROM erasure_kept k WHERE k.erasure_id = e.id)
              OR EXISTS (SELECT FROM erasure_files f WHERE f.erasure_id = e.id))`,
      [requestIds],
    );
    return rows.map((row) => row.request_id);
  }

  /** Erasures whose replay left rows to holds. */
  async replayedInPart(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ replays: string }[]>(
      `SELECT replays FROM erasures e WHERE replays IS NOT NULL
         AND EXISTS (SELECT FROM erasure_kept k WHERE k.erasure_id = e.id)`,
    );
    return rows.map(({ replays }) => replays);
  }
}
