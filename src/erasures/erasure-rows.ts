import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HeldPerson } from '../holds/hold-rules.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { type BatchOutcome, type KnownIdentifiers, type RecordKey } from '../sources/erasing.js';
import { type ErasedRows, type ErasurePlan } from './erasure-plan.js';

const SEAL = 'erasures.subject';

/** Who is erased: kept sealed from before the first row goes until the erasure ends. */
export interface SealedSubject extends HeldPerson {
  /** Confirmed addresses, which alone cross into sources. */
  readonly emails: readonly string[];
  /** Every address that is or was the person's: holds follow them. */
  readonly addresses: readonly string[];
  /** What rows of the person taught, by source. */
  readonly known: Readonly<Record<string, KnownIdentifiers>>;
  /** Addresses of theirs that are somebody else's in the portal by now: there they lead to that person. */
  readonly passedOn?: readonly string[];
}

/** One erasure as its row tells it. */
export interface Erasure {
  readonly id: string;
  readonly requestId?: string;
  readonly plan?: ErasurePlan;
  readonly plannedAt?: Date;
  readonly subject?: SealedSubject;
  readonly startedAt?: Date;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly deferredAt?: Date;
  readonly finishedAt?: Date;
}

interface Row {
  id: string;
  request_id: string | null;
  plan: ErasurePlan | null;
  planned_at: Date | null;
  sealed: Buffer | null;
  started_at: Date | null;
  rows_total: string;
  rows_done: string;
  deferred_at: Date | null;
  finished_at: Date | null;
}

/** The room's table of erasures. */
@Injectable()
export class ErasureRows {
  constructor(private readonly sealer: Sealer) {}

  /** The erasure of the request; a row is made where there is none. */
  async ofRequest(manager: EntityManager, requestId: string): Promise<Erasure> {
    await manager.query('INSERT INTO erasures (request_id) VALUES ($1) ON CONFLICT (request_id) DO NOTHING', [
      requestId,
    ]);
    const found = await this.find(manager, requestId);
    if (found === undefined) throw new Error('An erasure was removed while it was read.');
    return found;
  }

  async find(manager: EntityManager, requestId: string): Promise<Erasure | undefined> {
    const rows = await manager.query<Row[]>('SELECT * FROM erasures WHERE request_id = $1', [requestId]);
    return rows[0] && this.read(rows[0]);
  }

  /** The replay of an erasure: one row each, which remembers what holds keep from one time to the next. */
  async addReplay(
    manager: EntityManager,
    subject: SealedSubject,
    startedAt: Date,
    replays?: string,
  ): Promise<Erasure> {
    const [row] = await manager.query<Row[]>(
      `INSERT INTO erasures (replays, started_at) VALUES ($1, $2)
       ON CONFLICT (replays) DO UPDATE SET rows_done = 0, finished_at = NULL RETURNING *`,
      [replays ?? null, startedAt],
    );
    if (row === undefined) throw new Error('No erasure was made.');
    await this.remember(manager, row.id, subject);
    return { ...this.read(row), subject };
  }

  async keepPlan(manager: EntityManager, id: string, plan: ErasurePlan, at: Date): Promise<void> {
    await manager.query('UPDATE erasures SET plan = $2, planned_at = $3 WHERE id = $1', [id, plan, at]);
  }

  /** Before the first row goes: afterwards nothing else may lead to the person's other rows. */
  async begin(
    manager: EntityManager,
    id: string,
    subject: SealedSubject,
    at: Date,
    rows: number,
  ): Promise<void> {
    await manager.query('UPDATE erasures SET started_at = $2, rows_total = $3 WHERE id = $1', [id, at, rows]);
    await this.remember(manager, id, subject);
  }

  private async remember(
    manager: EntityManager,
    id: string,
    { emails, addresses, known }: SealedSubject,
  ): Promise<void> {
    await manager.query('UPDATE erasures SET sealed = $2 WHERE id = $1', [
      id,
      this.sealer.seal(SEAL, { emails, addresses, known }, id),
    ]);
  }

  /**
   * Counts what one batch did, and writes down which rows are kept now.
   * @param where `again`: rows that had been kept before, which are written down already
   */
  async note(
    manager: EntityManager,
    id: string,
    where: { readonly source: string; readonly collection: string; readonly again?: boolean },
    keys: readonly RecordKey[],
    { deleted, cleared, kept }: BatchOutcome,
  ): Promise<void> {
    const { source, collection } = where;
    await manager.query(
      `INSERT INTO erasure_counts AS c (erasure_id, source, collection, deleted, cleared) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (erasure_id, source, collection)
       DO UPDATE SET deleted = c.deleted + excluded.deleted, cleared = c.cleared + excluded.cleared`,
      [id, source, collection, deleted, cleared],
    );
    await manager.query('UPDATE erasures SET rows_done = rows_done + $2 WHERE id = $1', [
      id,
      deleted + cleared,
    ]);
    if (where.again === true || kept.length > 0) await this.keep(manager, id, where, keys, kept);
  }

  /** Rows that were kept and are not in `kept` any more are erased now. */
  private async keep(
    manager: EntityManager,
    id: string,
    { source, collection }: { readonly source: string; readonly collection: string },
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
      `INSERT INTO erasure_kept (erasure_id, source, collection, key, holds, categories)
       SELECT $1, $2, $3, ARRAY(SELECT jsonb_array_elements_text(k -> 'key')),
              ARRAY(SELECT jsonb_array_elements_text(k -> 'holds'))::uuid[],
              ARRAY(SELECT jsonb_array_elements_text(k -> 'categories'))
       FROM jsonb_array_elements($4::jsonb) k`,
      [id, source, collection, JSON.stringify(kept)],
    );
  }

  /** Keys of rows that were kept in a collection, after `after`, in order. */
  async keptKeys(
    manager: EntityManager,
    id: string,
    where: { readonly source: string; readonly collection: string },
    after: RecordKey | undefined,
    most: number,
  ): Promise<RecordKey[]> {
    const rows = await manager.query<{ key: string[] }[]>(
      `SELECT key FROM erasure_kept WHERE erasure_id = $1 AND source = $2 AND collection = $3
         AND key > coalesce($4::text[], '{}') ORDER BY key LIMIT $5`,
      [id, where.source, where.collection, after ?? null, most],
    );
    return rows.map(({ key }) => key);
  }

  async deferred(manager: EntityManager, id: string, at: Date): Promise<void> {
    await manager.query('UPDATE erasures SET deferred_at = coalesce(deferred_at, $2) WHERE id = $1', [
      id,
      at,
    ]);
  }

  /** The end: who it was is forgotten. */
  async finished(manager: EntityManager, id: string, at: Date): Promise<void> {
    await manager.query('UPDATE erasures SET finished_at = $2, sealed = NULL WHERE id = $1', [id, at]);
  }

  /** The end of one whose request is closed: who it was is forgotten, and which rows holds kept. */
  async discard(manager: EntityManager, requestId: string): Promise<void> {
    await manager.query(
      `WITH ended AS (
         UPDATE erasures e SET sealed = NULL FROM requests r
         WHERE e.request_id = $1 AND r.id = e.request_id AND r.closed_at IS NOT NULL RETURNING e.id
       ) DELETE FROM erasure_kept WHERE erasure_id IN (SELECT id FROM ended)`,
      [requestId],
    );
  }

  /** Rows that are erased, by collection. */
  async counts(manager: EntityManager, id: string): Promise<ErasedRows[]> {
    const rows = await manager.query<{ source: string; collection: string; rows: string }[]>(
      'SELECT source, collection, deleted + cleared AS rows FROM erasure_counts WHERE erasure_id = $1',
      [id],
    );
    return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
  }

  /** How many rows the erasure has erased. */
  async done(manager: EntityManager, id: string): Promise<number> {
    const [row] = await manager.query<{ rows: string }[]>(
      'SELECT rows_done AS rows FROM erasures WHERE id = $1',
      [id],
    );
    return Number(row?.rows ?? 0);
  }

  /** How many rows holds keep from it. */
  async keptCount(manager: EntityManager, id: string): Promise<number> {
    const [row] = await manager.query<{ count: string }[]>(
      'SELECT count(*) FROM erasure_kept WHERE erasure_id = $1',
      [id],
    );
    return Number(row?.count ?? 0);
  }

  /** An erasure that turned out to have nothing to do. */
  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query('DELETE FROM erasures WHERE id = $1', [id]);
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

  /** Erasures whose replay left rows to holds. */
  async replayedInPart(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ replays: string }[]>(
      `SELECT replays FROM erasures e WHERE replays IS NOT NULL
         AND EXISTS (SELECT FROM erasure_kept k WHERE k.erasure_id = e.id)`,
    );
    return rows.map(({ replays }) => replays);
  }

  /** Whether this is an erasure of a case that a hold defers. */
  async isDeferred(manager: EntityManager, id: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM erasures e JOIN requests r ON r.id = e.request_id
       WHERE e.id = $1 AND e.deferred_at IS NOT NULL AND e.finished_at IS NULL AND r.closed_at IS NULL`,
      [id],
    );
    return rows.length > 0;
  }

  private read(row: Row): Erasure {
    const sealed = row.sealed ?? undefined;
    return {
      id: row.id,
      requestId: row.request_id ?? undefined,
      plan: row.plan ?? undefined,
      plannedAt: row.planned_at ?? undefined,
      subject: sealed && (this.sealer.open(SEAL, sealed, row.id) as SealedSubject),
      startedAt: row.started_at ?? undefined,
      rowsTotal: Number(row.rows_total),
      rowsDone: Number(row.rows_done),
      deferredAt: row.deferred_at ?? undefined,
      finishedAt: row.finished_at ?? undefined,
    };
  }
}
