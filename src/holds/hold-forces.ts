import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { BatchEnding } from './batch-ending.js';
import { Hold } from './hold.js';
import { holdJobs } from './hold-jobs.js';
import { OpenBatches } from './open-batches.js';

/** Milliseconds that whoever places a hold waits for batches that are about to commit elsewhere. */
const PATIENCE = 4_000;
const LOOK_AGAIN = 50;

/** A commit takes moments: one that is under way for so many milliseconds has nobody left who waits for its answer. */
const LOST = 30_000;

/** When a hold that was placed is in force: once no batch that did not know of it can commit any more (I2). */
@Injectable()
export class HoldForces {
  constructor(
    private readonly database: DataSource,
    private readonly batches: OpenBatches,
    private readonly ending: BatchEnding,
    private readonly clock: Clock,
    private readonly log: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Batches in other databases are not kept out by a gate; but once it is closed, none says any more that it will commit.
   * @returns those that have said so, of the sources whose gates the caller closed
   */
  awaited(manager: EntityManager, sources: readonly string[]): Promise<string[]> {
    return this.batches.committing(manager, sources);
  }

  /** Sees to it that a new hold comes into force, in the transaction that places it. */
  async follow(manager: EntityManager, { id, inForceAt }: Hold): Promise<void> {
    if (inForceAt === null) await this.jobs.enqueue(manager, holdJobs.force, { holdId: id }, { key: id });
  }

  /** Waits for moments. @returns the hold, without `inForceAt` where batches are still under way */
  async await(hold: Hold, patience = PATIENCE): Promise<Hold> {
    for (const until = performance.now() + patience; ; await pause(LOOK_AGAIN)) {
      const now = await this.look(hold);
      if (now.inForceAt !== null || performance.now() >= until) return now;
    }
  }

  /** Says that it is in force where that is so by now. @returns the hold as it is */
  async look(hold: Hold): Promise<Hold> {
    if (hold.inForceAt !== null) return hold;
    return this.database.transaction(async (manager) => {
      const left = await this.batches.stillCommitting(manager, hold.awaits);
      if (left.length === 0) await this.begin(manager, hold.id);
      return manager.findOneByOrFail(Hold, { id: hold.id });
    });
  }

  /**
   * The same, and ends what a worker has left.
   * @returns false where batches are still under way
   * @throws SourceUnavailable
   */
  async hasten(id: string): Promise<boolean> {
    const { manager } = this.database;
    const hold = await manager.findOneBy(Hold, { id });
    if (hold === null || hold.inForceAt !== null) return true;
    for (const batch of await this.batches.stillCommitting(manager, hold.awaits, LOST))
      await this.ending.end(batch);
    return (await this.look(hold)).inForceAt !== null;
  }

  private async begin(manager: EntityManager, id: string): Promise<void> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(Hold)
      .set({ inForceAt: this.clock.now() })
      .where('id = :id AND in_force_at IS NULL', { id })
      .execute();
    if (affected !== 1) return;
    await this.log.append(manager, {
      action: 'hold.in_force',
      actor: { type: 'system' },
      detail: { hold: id },
    });
  }
}
