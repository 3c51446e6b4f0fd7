import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type PersonRef } from '../audit/audit-entry.js';
import { HoldGate } from '../holds/hold-rules.js';
import { type Eraser, isErasing, type RecordKey } from '../sources/erasing.js';
import { ErasureRows, type SealedSubject } from './erasure-rows.js';
import { KeptRecords } from './kept-records.js';
import { statementsOf } from './statements.js';

/** Rows that one transaction erases: few enough that a hold waits for moments only, enough to be fast. */
export const BATCH_ROWS = 5000;

/** Which erasure, for whom, and how the log names them. */
export interface ErasureWork {
  readonly erasureId: string;
  readonly subject: SealedSubject;
  readonly reference?: string;
  readonly person?: PersonRef;
  readonly signal: AbortSignal;
  /** Rows of one batch, where not as many as usual. */
  readonly batchRows?: number;
}

/** Works through the person's rows in one source, batch by batch, each in a transaction inside the gate (I2). */
@Injectable()
export class ErasureBatches {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly rows: ErasureRows,
    private readonly kept: KeptRecords,
    private readonly log: AuditLog,
  ) {}

  /**
   * Goes on wherever an earlier run stopped: rows that are gone are not found again. Rows that holds kept are tried first,
   * by their keys, since those kept in part may lead to nobody any more.
   */
  async erase(work: ErasureWork, eraser: Eraser): Promise<void> {
    for (const { view, action } of eraser.collections) {
      if (!isErasing(action)) continue;
      await this.again(work, eraser, view.id);
      for await (const keys of eraser.keys(view.id, work.batchRows ?? BATCH_ROWS))
        await this.batch(work, eraser, view.id, keys, false);
    }
  }

  private async again(work: ErasureWork, eraser: Eraser, collection: string): Promise<void> {
    const where = { source: eraser.source, collection };
    let after: RecordKey | undefined;
    for (;;) {
      const keys = await this.kept.keys(this.database.manager, work.erasureId, where, after, BATCH_ROWS);
      if (keys.length === 0) return;
      await this.batch(work, eraser, collection, keys, true);
      after = keys.at(-1);
    }
  }

  private async batch(
    work: ErasureWork,
    eraser: Eraser,
    collection: string,
    keys: readonly RecordKey[],
    named: boolean,
  ): Promise<void> {
    work.signal.throwIfAborted();
    await this.database.transaction((manager) => this.inGate(manager, work, eraser, collection, keys, named));
  }

  private async inGate(
    manager: EntityManager,
    work: ErasureWork,
    eraser: Eraser,
    collection: string,
    keys: readonly RecordKey[],
    named: boolean,
  ): Promise<void> {
    const { source } = eraser;
    await this.gate.pass(manager, [source]);
    const rules = await this.gate.rules(manager, source, work.subject);
    const scopes = rules.map(({ scope }) => scope);
    const outcome = await eraser.eraseBatch(statementsOf(manager), collection, keys, scopes, named);
    const { deleted, kept } = outcome;
    // A row of which something is kept counts once, when the rest of it goes.
    const cleared = outcome.cleared - kept.filter(({ categories }) => categories.length > 0).length;
    const place = { source, collection };
    await this.rows.count(manager, work.erasureId, place, { deleted, cleared });
    // Only rows tried again, or kept now, can be among those that are written down.
    if (named || kept.length > 0) await this.kept.replace(manager, work.erasureId, place, keys, kept);
    if (deleted + cleared === 0) return;
    await this.log.append(manager, {
      action: 'erasure.executed',
      actor: { type: 'system' },
      subject: work.person,
      reference: work.reference,
      detail: { source, collection, deleted, cleared, kept: kept.length },
    });
  }
}
