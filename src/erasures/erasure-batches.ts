import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErasableSource, type Eraser, isErasing, type RecordKey } from '../sources/erasing.js';
import { type RemoteConnection } from '../sources/remote-writer.js';
import { ahead } from './ahead.js';
import { type Batch, type BatchOwner } from './batch-notes.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type SealedSubject } from './erasure.js';
import { KeptRecords } from './kept-records.js';
import { LocalBatches } from './local-batches.js';
import { RemoteBatches } from './remote-batches.js';
import { RemoteConnections } from './remote-connections.js';

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
    private readonly kept: KeptRecords,
    private readonly local: LocalBatches,
    private readonly remote: RemoteBatches,
    private readonly connections: RemoteConnections,
  ) {}

  /**
   * Goes on wherever an earlier run stopped: rows that are gone are not found again. Rows that holds kept are tried first,
   * by their keys, since those kept in part may lead to nobody any more.
   */
  async erase(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<void> {
    await eraser.learn();
    await this.run(work, source, eraser, false);
  }

  /** Only rows that holds kept: by their keys, whomever they lead to by now. */
  async eraseKept(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<void> {
    await this.run(work, source, eraser, true);
  }

  private async run(
    work: ErasureWork,
    source: ErasableSource,
    eraser: Eraser,
    keptOnly: boolean,
  ): Promise<void> {
    const connection = await this.connections.open(source);
    if (connection === undefined) {
      for await (const batch of this.batches(work, eraser, keptOnly)) {
        work.signal.throwIfAborted();
        const rows = await this.local.run(work, eraser, batch);
        work.onErased?.(rows);
      }
      return;
    }
    try {
      await this.runElsewhere(connection, work, eraser, keptOnly);
    } finally {
      await connection.close();
    }
  }

  private async runElsewhere(
    connection: RemoteConnection,
    work: ErasureWork,
    eraser: Eraser,
    keptOnly: boolean,
  ): Promise<void> {
    let counted = Promise.resolve();
    try {
      for await (const batch of this.batches(work, eraser, keptOnly)) {
        ({ counted } = await this.remote.run(connection, work, eraser, batch, counted));
      }
    } catch (error) {
      // Nothing of a run goes on after it.
      await counted.catch(() => undefined);
      throw error;
    }
    await counted;
  }

  private async *batches(work: ErasureWork, eraser: Eraser, keptOnly: boolean): AsyncGenerator<Batch> {
    const { source } = eraser;
    for (const { view, action } of eraser.collections) {
      if (!isErasing(action)) continue;
      const place = { source, collection: view.id };
      for await (const keys of this.again(work, place)) yield { ...place, keys, named: true };
      if (keptOnly) continue;
      for await (const keys of ahead(eraser.keys(view.id, work.batchRows ?? BATCH_ROWS)))
        yield { ...place, keys, named: false };
    }
  }

  private async *again(
    { erasureId }: ErasureWork,
    place: CollectionPlace,
  ): AsyncGenerator<readonly RecordKey[]> {
    let after: RecordKey | undefined;
    for (;;) {
      const keys = await this.kept.keys(this.database.manager, erasureId, place, after, BATCH_ROWS);
      if (keys.length === 0) return;
      yield keys;
      after = keys.at(-1);
    }
  }
}
