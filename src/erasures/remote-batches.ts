import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type BatchOutcome, type Eraser } from '../sources/erasing.js';
import { type RemoteConnection } from '../sources/remote-writer.js';
import { type Batch, type BatchOwner } from './batch-notes.js';
import { type SealedSubject } from './erasure.js';
import { type BegunBatch, RemoteSteps } from './remote-steps.js';

/** Holds may change while a batch is under way; after so many times the next try goes on. */
const MOST_STARTS = 20;

/** Somebody took a batch over, who finds out what became of it; the next try goes on after that. */
export class BatchTakenOver extends Error {
  constructor() {
    super('A batch in another database was taken over.');
    this.name = 'BatchTakenOver';
  }
}

/** Whose batches they are; gains the addresses that turn out to be theirs. */
export interface RemoteWork extends BatchOwner {
  subject: SealedSubject;
  readonly signal: AbortSignal;
  /** @param rows that are erased and were not */
  readonly onErased?: (rows: number) => void;
}

/** A batch that has committed. */
export interface CommittedBatch {
  /** Until it is counted. May fail with `BatchTakenOver`. */
  readonly counted: Promise<void>;
}

/**
 * One batch in another database. The two databases cannot commit together, so the portal's says first that the other will:
 * (1) a batch begins here, with the holds of now; (2) the other's statement, not committed; (3) if the holds are the same,
 * the batch is said to commit; (4) it commits; (5) it is counted. Whoever finds a batch between (3) and (5) must first make
 * certain that it commits no more, and then look what became of it: see `RemoteRecovery` (I2, I11). It is counted while the
 * next one is under way, which does not say that it will commit before that is done.
 */
@Injectable()
export class RemoteBatches {
  constructor(
    private readonly database: DataSource,
    private readonly steps: RemoteSteps,
  ) {}

  /**
   * @param before until the batch before is counted; where that fails this one does not commit
   * @throws SourceUnavailable; whatever `before` fails with
   */
  async run(
    connection: RemoteConnection,
    work: RemoteWork,
    eraser: Eraser,
    batch: Batch,
    before: Promise<unknown>,
  ): Promise<CommittedBatch> {
    for (let start = 0; start < MOST_STARTS; start += 1) {
      work.signal.throwIfAborted();
      const committed = await this.attempt(connection, work, eraser, batch, before);
      if (committed !== undefined) return committed;
    }
    throw new Error('Holds changed each time a batch was about to commit.');
  }

  /** @returns undefined where holds changed meanwhile */
  private async attempt(
    connection: RemoteConnection,
    work: RemoteWork,
    eraser: Eraser,
    batch: Batch,
    before: Promise<unknown>,
  ): Promise<CommittedBatch | undefined> {
    const begun = await this.database.transaction((manager) =>
      this.steps.begin(manager, work, batch, connection.id),
    );
    work.subject = begun.subject;
    const outcome = await this.erase(connection, eraser, batch, begun);
    if (!(await this.mayCommit(connection, work, batch, begun, outcome, before))) return undefined;
    await connection.commit();
    const counted = this.count(work, batch, begun, outcome);
    // Whoever takes it hears of a failure.
    counted.catch(() => undefined);
    return { counted };
  }

  private async count(
    work: RemoteWork,
    batch: Batch,
    begun: BegunBatch,
    outcome: BatchOutcome,
  ): Promise<void> {
    const rows = await this.database.transaction((manager) =>
      this.steps.done(manager, work, batch, begun, outcome),
    );
    if (rows === undefined) throw new BatchTakenOver();
    work.onErased?.(rows);
  }

  private async erase(
    connection: RemoteConnection,
    eraser: Eraser,
    { collection, keys, named }: Batch,
    begun: BegunBatch,
  ): Promise<BatchOutcome> {
    try {
      const statements = await connection.begin();
      return await eraser.eraseBatch(statements, collection, keys, begun.scopes, named);
    } catch (error) {
      await connection.rollback();
      await this.steps.dropped(this.database.manager, begun);
      throw error;
    }
  }

  /** Without an answer to the question nothing is committed. */
  private async mayCommit(
    connection: RemoteConnection,
    work: RemoteWork,
    batch: Batch,
    begun: BegunBatch,
    outcome: BatchOutcome,
    before: Promise<unknown>,
  ): Promise<boolean> {
    try {
      await before;
      const may = await this.database.transaction((manager) =>
        this.steps.commit(manager, work, batch, begun, outcome),
      );
      if (may) return true;
    } catch (error) {
      await connection.rollback();
      throw error;
    }
    await connection.rollback();
    await this.steps.dropped(this.database.manager, begun);
    return false;
  }
}
