import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CommentChoice } from '../comments/left-comments.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { ErasureFileRows } from './erasure-file-rows.js';
import { ErasureRows } from './erasure-rows.js';
import { KeptRecords } from './kept-records.js';

/** What still goes of an erasure that was taken back. */
export interface ErasureRest extends Pick<Erasure, 'id'> {
  readonly subject: SealedSubject;
  readonly comments: CommentChoice;
}

/** The room's table of erasures, as far as its rows stand for what still goes of one that was taken back. */
@Injectable()
export class RestRows {
  constructor(
    private readonly rows: ErasureRows,
    private readonly kept: KeptRecords,
    private readonly files: ErasureFileRows,
  ) {}

  /** @returns its id */
  async add(
    manager: EntityManager,
    of: Pick<Erasure, 'id' | 'startedAt' | 'deferredAt'>,
    subject: SealedSubject,
    comments: CommentChoice,
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO erasures (rest_of, comments, started_at, deferred_at) VALUES ($1, $2, $3, $4) RETURNING id`,
      [of.id, comments, of.startedAt ?? null, of.deferredAt ?? null],
    );
    if (row === undefined) throw new Error('No erasure was made.');
    await this.rows.remember(manager, row.id, subject);
    await this.files.copy(manager, of.id, row.id);
    return row.id;
  }

  /** @returns undefined where everything has gone */
  async find(manager: EntityManager, id: string): Promise<ErasureRest | undefined> {
    const [row] = await manager.query<{ comments: CommentChoice; sealed: Buffer }[]>(
      'SELECT comments, sealed FROM erasures WHERE id = $1 AND rest_of IS NOT NULL',
      [id],
    );
    return row && { id, comments: row.comments, subject: this.rows.opened(id, row.sealed) };
  }

  /** The end of one of which nothing is kept any more. */
  async settle(manager: EntityManager, id: string): Promise<void> {
    if ((await this.kept.count(manager, id)) === 0) await this.rows.remove(manager, id);
  }

  /** Those of which this hold keeps a row. */
  async keptBy(manager: EntityManager, holdId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT e.id FROM erasure_kept k JOIN erasures e ON e.id = k.erasure_id
       WHERE k.holds @> ARRAY[$1::uuid] AND e.rest_of IS NOT NULL`,
      [holdId],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of these erasures whose person took back what was left. */
  async takenBack(manager: EntityManager, erasureIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT e.id FROM erasures e JOIN requests r ON r.id = e.request_id
       WHERE e.id = ANY ($1) AND r.state = 'withdrawn' AND e.deferred_at IS NOT NULL AND e.finished_at IS NULL`,
      [erasureIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
