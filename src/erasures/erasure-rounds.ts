import { Injectable } from '@nestjs/common';
import { type ErasableSource, type Eraser, type ErasureScope } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { ahead } from './ahead.js';
import { ErasureBatches, type ErasureWork } from './erasure-batches.js';
import { ErasureFiles } from './erasure-files.js';
import { ErasureStopped } from './erasure-failure.js';
import { subjectIn } from './erasure-planning.js';
import { RemoteRecovery } from './remote-recovery.js';
import { HeldHiding } from './held-hiding.js';
import { type Epochs, FinalSearch } from './final-search.js';

/** Rows may come while others go; after so many rounds somebody must look. */
const MOST_ROUNDS = 5;

/** A source, and what it has learnt of the person. */
type PreparedSource = readonly [source: ErasableSource, eraser: Eraser];

/** Erases until a fresh search finds nothing more. */
@Injectable()
export class ErasureRounds {
  constructor(
    private readonly sources: Sources,
    private readonly batches: ErasureBatches,
    private readonly files: ErasureFiles,
    private readonly search: FinalSearch,
    private readonly recovery: RemoteRecovery,
    private readonly hiding: HeldHiding,
  ) {}

  /**
   * @returns the epochs under which nothing was left: where they still hold at the end, no hold came or went since
   * @throws ErasureStopped where rows are left again and again
   */
  async untilNothingIsLeft(work: ErasureWork, scope: ErasureScope): Promise<Epochs> {
    await this.recovery.recover(work, scope);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const epochs = await this.search.epochs();
      const erasers = await this.eraseInEach(work, scope);
      if (erasers === undefined) continue;
      if (!(await this.filesGo(work, erasers, epochs))) continue;
      await this.hiding.settle(work);
      return epochs;
    }
    throw new ErasureStopped('rows-left');
  }

  /** @returns undefined where rows are left */
  private async eraseInEach(
    work: ErasureWork,
    scope: ErasureScope,
  ): Promise<readonly PreparedSource[] | undefined> {
    const erasers: PreparedSource[] = [];
    let counted = Promise.resolve();
    try {
      for await (const prepared of ahead(this.prepared(work, scope))) {
        // Right before their rows go, and not ahead: of rows that come meanwhile the files would be left.
        await this.files.remember(work, ...prepared);
        await counted;
        ({ counted } = await this.batches.erase(work, ...prepared));
        erasers.push(prepared);
      }
      const left = await this.search.rowsLeft(work.subject, scope);
      await counted;
      return left > 0 ? undefined : erasers;
    } catch (error) {
      // Nothing of a round goes on after it.
      await counted.catch(() => undefined);
      throw error;
    }
  }

  private async *prepared(work: ErasureWork, scope: ErasureScope): AsyncGenerator<PreparedSource> {
    for (const source of this.sources.erasable()) {
      work.signal.throwIfAborted();
      const eraser = await source.eraser(subjectIn(work.subject, source.id), scope);
      await eraser.learn();
      yield [source, eraser];
    }
  }

  private async filesGo(
    work: ErasureWork,
    erasers: readonly PreparedSource[],
    epochs: Epochs,
  ): Promise<boolean> {
    for (const [source, eraser] of erasers) {
      if (!(await this.files.erase(work, source, eraser, epochs.get(source.id) ?? 0))) return false;
    }
    return true;
  }
}
