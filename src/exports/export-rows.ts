import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AgedRows } from '../audit/aged-rows.js';
import { type KeptFromPurge } from '../holds/purge-holds.js';

/** Bundles whose time is over. */
export const OLD_BUNDLES: AgedRows<KeptFromPurge> = {
  table: 'exports',
  over: 'object_key IS NOT NULL AND expires_at <= $1',
  free: 'request_id <> ALL ($2) AND id::text <> ALL ($3)',
  values: (kept, { now }) => [now, kept.requestIds, kept.recordIds],
};

/** A built bundle as its row describes it. */
export interface BundleRow {
  readonly bytes: number;
  readonly sha256: Buffer;
  /** Absent once the object was deleted. */
  readonly objectKey?: string;
  readonly builtAt: Date;
  readonly expiresAt: Date;
  readonly availableFrom: Date;
  readonly downloads: number;
}

interface Row {
  bytes: string;
  sha256: Buffer;
  object_key: string | null;
  built_at: Date | null;
  expires_at: Date;
  available_from: Date;
  downloads: number;
}

/** The room's table of bundles. */
@Injectable()
export class ExportRows {
  /** The row of a build that starts; what an earlier try had counted is forgotten. */
  async begin(manager: EntityManager, requestId: string, availableFrom: Date): Promise<void> {
    await manager.query(
      `INSERT INTO exports (request_id, available_from) VALUES ($1, $2)
       ON CONFLICT (request_id) DO UPDATE SET available_from = excluded.available_from, records_done = 0,
         records_total = NULL, object_key = NULL, built_at = NULL, expires_at = NULL, bytes = NULL, sha256 = NULL`,
      [requestId, availableFrom],
    );
  }

  /** @returns false where the build of this key is not the request's own any more */
  async progress(manager: EntityManager, key: string, done: number, total: number): Promise<boolean> {
    const [, changed] = await manager.query<[unknown, number]>(
      `UPDATE exports e SET records_done = $2, records_total = $3 FROM bundle_objects o
       WHERE o.object_key = $1 AND o.live AND e.request_id = o.request_id`,
      [key, done, total],
    );
    return changed > 0;
  }

  async built(
    manager: EntityManager,
    requestId: string,
    bundle: Omit<BundleRow, 'availableFrom' | 'downloads'> & { readonly records: number },
  ): Promise<void> {
    const { objectKey, bytes, sha256, records, builtAt, expiresAt } = bundle;
    await manager.query(
      `UPDATE exports SET object_key = $2, bytes = $3, sha256 = $4, records_total = $5, records_done = $5,
         built_at = $6, expires_at = $7 WHERE request_id = $1`,
      [requestId, objectKey, bytes, sha256, records, builtAt, expiresAt],
    );
  }

  /** @returns undefined where no bundle was built yet */
  async find(manager: EntityManager, requestId: string): Promise<BundleRow | undefined> {
    const rows = await manager.query<Row[]>(
      `SELECT bytes, sha256, object_key, built_at, expires_at, available_from, downloads FROM exports
       WHERE request_id = $1`,
      [requestId],
    );
    const row = rows[0];
    if (row === undefined || row.built_at === null) return undefined;
    return {
      bytes: Number(row.bytes),
      sha256: row.sha256,
      objectKey: row.object_key ?? undefined,
      builtAt: row.built_at,
      expiresAt: row.expires_at,
      availableFrom: row.available_from,
      downloads: row.downloads,
    };
  }

  /** The bundle's object is not to be had any more. @returns false where there was none */
  async drop(manager: EntityManager, requestId: string): Promise<boolean> {
    const [, changed] = await manager.query<[unknown, number]>(
      'UPDATE exports SET object_key = NULL WHERE request_id = $1 AND object_key IS NOT NULL',
      [requestId],
    );
    return changed > 0;
  }

  /** How far the build is. @returns undefined before it begins */
  async counted(
    manager: EntityManager,
    requestId: string,
  ): Promise<{ readonly done: number; readonly total: number } | undefined> {
    const rows = await manager.query<{ done: string; total: string | null }[]>(
      'SELECT records_done AS done, records_total AS total FROM exports WHERE request_id = $1',
      [requestId],
    );
    return rows[0] && { done: Number(rows[0].done), total: Number(rows[0].total ?? 0) };
  }

  async countDownload(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query('UPDATE exports SET downloads = downloads + 1 WHERE request_id = $1', [requestId]);
  }

  /** Requests whose bundle's time was over at `now`, oldest first, but for bundles that are kept. */
  async due(manager: EntityManager, now: Date, limit: number, kept: KeptFromPurge): Promise<string[]> {
    if (kept.everything) return [];
    const { over, free, values } = OLD_BUNDLES;
    const rows = await manager.query<{ request_id: string }[]>(
      `SELECT request_id FROM exports WHERE ${over} AND ${free} ORDER BY expires_at LIMIT $4`,
      [...values(kept, { now, ahead: 0 }), limit],
    );
    return rows.map((row) => row.request_id);
  }

  /** Requests that are still ready though their bundle's time was over at `now`, oldest first. */
  async overdue(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
    const rows = await manager.query<{ request_id: string }[]>(
      `SELECT e.request_id FROM exports e JOIN requests r ON r.id = e.request_id
       WHERE e.object_key IS NOT NULL AND e.expires_at <= $1 AND r.state = 'ready'
       ORDER BY e.expires_at LIMIT $2`,
      [now, limit],
    );
    return rows.map((row) => row.request_id);
  }

  /** Whether the bundle is one that is kept. */
  async isKept(manager: EntityManager, requestId: string, kept: KeptFromPurge): Promise<boolean> {
    if (kept.everything || kept.requestIds.includes(requestId)) return true;
    if (kept.recordIds.length === 0) return false;
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM exports WHERE request_id = $1 AND id::text = ANY ($2)',
      [requestId, kept.recordIds],
    );
    return rows.length > 0;
  }
}
