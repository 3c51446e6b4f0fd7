import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { HoldGate } from '../holds/hold-rules.js';
import { type Eraser, isErasing, type RecordKey } from '../sources/erasing.js';
import { type Batch, BatchNotes, type BatchOwner } from './batch-notes.js';
import { type SealedSubject } from './erasure.js';
import { FollowedHolds } from './followed-holds.js';
import { KeptRecords } from './kept-records.js';
import { statementsOf } from './statements.js';

/** Rows that one transaction erases: few enough that a hold waits for moments only, enough to be fast. */
export const BATCH_ROWS = 5000;

/** Which erasure, for whom, and how the log names them. */
export interface ErasureWork extends BatchOwner {
  /** Gains the addresses that turn out to be theirs while rows are erased. */
  subject: SealedSubject;
  readonly signal: AbortSignal;
  /** Rows of one batch, where not as many as usual. */
  readonly batchRows?: number;
  readonly onErased?: (rows: number) => void;
}

/** Works through the person's rows in one source, batch by batch, each in a transaction inside the gate (I2). */
@Injectable()
export class ErasureBatches {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly holds: FollowedHolds,
    private readonly kept: KeptRecords,
    private readonly notes: BatchNotes,
  ) {}

  /**
   * Goes on wherever an earlier run stopped: rows that are gone are not found again. Rows that holds kept are tried first,
   * by their keys, since those kept in part may lead to nobody any more.
   */
  async erase(work: ErasureWork, eraser: Eraser): Promise<void> {
    await eraser.learn();
    for (const { view, action } of eraser.collections) {
      if (!isErasing(action)) continue;
      await this.again(work, eraser, view.id);
      for await (const keys of eraser.keys(view.id, work.batchRows ?? BATCH_ROWS))
        await this.batch(work, eraser, view.id, keys, false);
    }
  }

  /** Only rows that holds kept: by their keys, whomever they lead to by now. */
  async eraseKept(work: ErasureWork, eraser: Eraser): Promise<void> {
    for (const { view, action } of eraser.collections)
      if (isErasing(action)) await this.again(work, eraser, view.id);
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
    const batch = { source: eraser.source, collection, keys, named };
    const [subject, rows] = await this.database.transaction((manager) =>
      this.inGate(manager, work, eraser, batch),
    );
    work.subject = subject;
    work.onErased?.(rows);
  }

  private async inGate(
    manager: EntityManager,
    work: ErasureWork,
    eraser: Eraser,
    batch: Batch,
  ): Promise<readonly [SealedSubject, number]> {
    const { source, collection, keys, named } = batch;
    await this.gate.pass(manager, [source]);
    const subject = await this.holds.follow(manager, work.erasureId, work.subject);
    const rules = await this.gate.rules(manager, source, subject);
    const scopes = rules.map(({ scope }) => scope);
    const outcome = await eraser.eraseBatch(statementsOf(manager), collection, keys, scopes, named);
    return [subject, await this.notes.add(manager, work, batch, outcome)];
  }
}
