import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { officeDay, officeDayEnd } from '../platform/clock/office-day.js';
import { Config } from '../platform/config/config.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { requestJobs } from '../requests/request-jobs.js';
import { KeptRetentions } from './kept-retentions.js';
import { retentionJobs } from './retention-jobs.js';

/** A try that comes before the day is over, by the database's clock, waits at least so long. */
const LEAST_WAIT = 60_000;

/** Erasures that a retention had deferred go on by themselves once it ends (I2). */
@Injectable()
export class RetentionEnds {
  constructor(
    private readonly database: DataSource,
    private readonly kept: KeptRetentions,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Leaves a task for when the first retention of a deferred request is over, if there is any. */
  async schedule(manager: EntityManager, requestId: string, least?: Date): Promise<void> {
    const day = await this.kept.firstEnd(manager, requestId);
    if (day === undefined) return;
    const end = officeDayEnd(day, this.config.zone);
    await this.jobs.enqueue(
      manager,
      retentionJobs.end,
      { requestId },
      // Each day has a task of its own: one that waits for a later day must not stand for an earlier one.
      { key: `${requestId}/${day}`, runAt: least !== undefined && least > end ? least : end },
    );
  }

  /** Sets the erasure going where the day is over; else waits on. Does nothing where it is not deferred any more. */
  async due(requestId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const day = await this.kept.firstEnd(manager, requestId);
      if (day === undefined) return;
      const now = this.clock.now();
      if (day < officeDay(now, this.config.zone)) await this.resume(manager, requestId);
      else await this.schedule(manager, requestId, new Date(now.getTime() + LEAST_WAIT));
    });
  }

  /** The same for every deferred request whose task was lost. */
  async sweep(): Promise<void> {
    const today = officeDay(this.clock.now(), this.config.zone);
    for (const requestId of await this.kept.endedBefore(this.database.manager, today))
      await this.database.transaction((manager) => this.resume(manager, requestId));
  }

  private async resume(manager: EntityManager, requestId: string): Promise<void> {
    await this.jobs.enqueue(manager, requestJobs.erase, { requestId }, { key: requestId });
  }
}
