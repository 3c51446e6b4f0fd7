import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Sealer } from '../platform/crypto/sealer.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { DONE, ErasureCounts } from './erasure-counts.js';
import { type ErasurePlan, planAfter } from './erasure-plan.js';

const SEAL = 'erasures.subject';

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
  constructor(
    private readonly sealer: Sealer,
    private readonly counts: ErasureCounts,
  ) {}

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
    const rows = await manager.query<Row[]>(
      `SELECT e.*, ${DONE} AS rows_done FROM erasures e WHERE e.request_id = $1`,
      [requestId],
    );
    return rows[0] && this.read(rows[0]);
  }

  /** Rows worked through, kept ones included: a bar that stops short would tell of holds. @returns undefined before it begins */
  async progress(
    manager: EntityManager,
    requestId: string,
  ): Promise<{ readonly done: number; readonly total: number } | undefined> {
    const [row] = await manager.query<{ done: number; total: number }[]>(
      `SELECT least(rows_total, ${DONE} + (SELECT count(*) FROM erasure_kept k WHERE k.erasure_id = e.id AND key <> '{}'))::float8
                AS done, rows_total::float8 AS total
       FROM erasures e WHERE request_id = $1 AND started_at IS NOT NULL`,
      [requestId],
    );
    return row;
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
       ON CONFLICT (replays) DO UPDATE SET finished_at = NULL RETURNING *, 0 AS rows_done`,
      [replays ?? null, startedAt],
    );
    if (row === undefined) throw new Error('No erasure was made.');
    await this.counts.none(manager, row.id);
    await this.remember(manager, row.id, subject);
    return { ...this.read(row), subject };
  }

  async keepPlan(manager: EntityManager, id: string, plan: ErasurePlan, at: Date): Promise<void> {
    const kept = planAfter(plan, await this.counts.of(manager, id));
    await manager.query('UPDATE erasures SET plan = $2, planned_at = $3 WHERE id = $1', [id, kept, at]);
  }

  /** Before the first row goes: afterwards nothing else may lead to the person's other rows. @param at of the first try */
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

  /** Writes down whom an erasure that has begun is about. */
  async remember(
    manager: EntityManager,
    id: string,
    { emails, addresses, known, notTheirs }: SealedSubject,
  ): Promise<void> {
    await manager.query('UPDATE erasures SET sealed = $2 WHERE id = $1', [
      id,
      this.sealer.seal(SEAL, { emails, addresses, known, notTheirs }, id),
    ]);
  }

  async deferred(manager: EntityManager, id: string, at: Date): Promise<void> {
    await manager.query('UPDATE erasures SET deferred_at = coalesce(deferred_at, $2) WHERE id = $1', [
      id,
      at,
    ]);
  }

  /** The end: who it was is forgotten. */
  async finished(manager: EntityManager, id: string, at: Date): Promise<void> {
    await manager.query('DELETE FROM erasure_files WHERE erasure_id = $1', [id]);
    await this.finishedInPart(manager, id, at);
  }

  /** The end of a replay of which rows are kept: the next one takes them by their keys, and must know their files. */
  async finishedInPart(manager: EntityManager, id: string, at: Date): Promise<void> {
    await this.counts.settle(manager, id);
    await manager.query('DELETE FROM erased_addresses WHERE erasure_id = $1', [id]);
    await manager.query('UPDATE erasures SET finished_at = $2, sealed = NULL WHERE id = $1', [id, at]);
  }

  /**
   * The end of one whose request is closed: who it was is forgotten, and which rows holds kept.
   * @returns its id; undefined where there is none, or the request goes on
   */
  async discard(manager: EntityManager, requestId: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `WITH ended AS (
         UPDATE erasures e SET sealed = NULL FROM requests r
         WHERE e.request_id = $1 AND r.id = e.request_id AND r.closed_at IS NOT NULL RETURNING e.id
       ), settled AS (DELETE FROM erasure_cleared WHERE erasure_id IN (SELECT id FROM ended)),
       nameless AS (DELETE FROM erased_addresses WHERE erasure_id IN (SELECT id FROM ended)),
       fileless AS (DELETE FROM erasure_files WHERE erasure_id IN (SELECT id FROM ended)),
       freed AS (DELETE FROM erasure_kept WHERE erasure_id IN (SELECT id FROM ended))
       SELECT id FROM ended`,
      [requestId],
    );
    return rows[0]?.id;
  }

  /** An erasure that turned out to have nothing to do. */
  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query('DELETE FROM erasures WHERE id = $1', [id]);
  }

  /** Whether this is an erasure of a case that a hold defers; inside a transaction that stays so until it ends. */
  async isDeferred(manager: EntityManager, id: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM erasures e JOIN requests r ON r.id = e.request_id
       WHERE e.id = $1 AND e.deferred_at IS NOT NULL AND e.finished_at IS NULL AND r.closed_at IS NULL FOR SHARE OF r`,
      [id],
    );
    return rows.length > 0;
  }

  opened(id: string, sealed: Buffer): SealedSubject {
    return this.sealer.open(SEAL, sealed, id) as SealedSubject;
  }

  private read(row: Row): Erasure {
    const sealed = row.sealed ?? undefined;
    return {
      id: row.id,
      requestId: row.request_id ?? undefined,
      plan: row.plan ?? undefined,
      plannedAt: row.planned_at ?? undefined,
      subject: sealed && this.opened(row.id, sealed),
      startedAt: row.started_at ?? undefined,
      rowsTotal: Number(row.rows_total),
      rowsDone: Number(row.rows_done),
      deferredAt: row.deferred_at ?? undefined,
      finishedAt: row.finished_at ?? undefined,
    };
  }
}
