import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErasableSource, type Eraser, isErasing, type RecordKey } from '../sources/erasing.js';
import { ahead } from './ahead.js';
import { type Batch, type BatchOwner } from './batch-notes.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type SealedSubject } from './erasure.js';
import { KeptRecords } from './kept-records.js';
import { LocalBatches } from './local-batches.js';
import { type CommittedBatch, RemoteBatches } from './remote-batches.js';
import { RemoteConnections } from './remote-connections.js';

/** Rows that one transaction erases: few enough that a hold waits for moments only, enough to be fast. */
export const BATCH_ROWS = 5000;

/** Batches whose keys are read while one is under way: a collection whose rows are found slowly is looked into betimes. */
const AHEAD = 6;

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
   * @returns once all have committed; the last one may still have to be counted
   */
  async erase(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<CommittedBatch> {
    await eraser.learn();
    return this.run(work, source, eraser, false);
  }

  /** Only rows that holds kept: by their keys, whomever they lead to by now. */
  async eraseKept(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<void> {
    const { counted } = await this.run(work, source, eraser, true);
    await counted;
  }

  private async run(
    work: ErasureWork,
    source: ErasableSource,
    eraser: Eraser,
    keptOnly: boolean,
  ): Promise<CommittedBatch> {
    // Opened while the first keys are read.
    const opening = this.connections.open(source);
    opening.catch(() => undefined);
    let counted = Promise.resolve();
    try {
      for await (const batch of this.batches(work, eraser, keptOnly)) {
        const connection = await opening;
        if (connection === undefined) await this.runHere(work, eraser, batch);
        else ({ counted } = await this.remote.run(connection, work, eraser, batch, counted));
      }
      await opening;
      return { counted };
    } catch (error) {
      // Nothing of a run goes on after it.
      await counted.catch(() => undefined);
      throw error;
    } finally {
      await opening.then((connection) => connection?.close()).catch(() => undefined);
    }
  }

  private async runHere(work: ErasureWork, eraser: Eraser, batch: Batch): Promise<void> {
    work.signal.throwIfAborted();
    const rows = await this.local.run(work, eraser, batch);
    work.onErased?.(rows);
  }

  /** In the order of the collections; in each of them first what was kept before. */
  private async *batches(work: ErasureWork, eraser: Eraser, keptOnly: boolean): AsyncGenerator<Batch> {
    const { source } = eraser;
    const collections = eraser.collections.flatMap(({ view, action }) =>
      isErasing(action) ? [view.id] : [],
    );
    const kept = await this.kept.collections(this.database.manager, work.erasureId, source);
    const read = eraser.keys(keptOnly ? [] : collections, work.batchRows ?? BATCH_ROWS);
    const found = ahead(read, AHEAD);
    try {
      let next = await found.next();
      for (const collection of collections) {
        const place = { source, collection };
        if (kept.has(collection))
          for await (const keys of this.again(work, place)) yield { ...place, keys, named: true };
        for (; next.done !== true && next.value.collection === collection; next = await found.next())
          yield { ...place, keys: next.value.keys, named: false };
      }
    } finally {
      await found.return(undefined);
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
