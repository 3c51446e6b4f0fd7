import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { HoldGate, type HoldRule } from '../holds/hold-rules.js';
import { type TaskRun } from '../platform/jobs/job.js';
import { type ErasureRun } from '../requests/request-runs.js';
import { ErasureOutcome } from './erasure-outcome.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { type Epochs, FinalSearch, sameEpochs } from './final-search.js';
import { FollowedHolds } from './followed-holds.js';
import { Ledger } from './ledger.js';

/** Ends a run after the final search: the ledger first, then one transaction for everything that follows. */
@Injectable()
export class ErasureEnding {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly search: FinalSearch,
    private readonly ledger: Ledger,
    private readonly holds: FollowedHolds,
    private readonly outcome: ErasureOutcome,
  ) {}

  /**
   * @param epochs under which the final search found nothing
   * @returns false where a hold was placed or released since: search again
   */
  async end(
    task: Pick<TaskRun<unknown>, 'finish'>,
    run: ErasureRun,
    erasure: Erasure,
    subject: SealedSubject,
    epochs: Epochs,
  ): Promise<boolean> {
    await this.ledger.write(erasure, subject, run.scope?.comments ?? 'delete');
    return this.database.transaction(async (manager) => {
      const now = await this.gate.pass(manager, this.search.gates());
      if (!sameEpochs(epochs, now)) return false;
      const rules = await this.rules(manager, subject);
      await this.outcome.reach(manager, { run, erasure, subject, rules });
      await task.finish(manager);
      return true;
    });
  }

  private async rules(manager: EntityManager, subject: SealedSubject): Promise<HoldRule[]> {
    const found = new Map<string, HoldRule>();
    for (const source of this.search.gates()) {
      for (const rule of await this.holds.rules(manager, source, subject)) found.set(rule.id, rule);
    }
    return [...found.values()];
  }
}
