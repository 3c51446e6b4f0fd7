import { Injectable, Logger } from '@nestjs/common';
import { describeError } from './describe-error.js';
import { JobHandlers } from './job-handlers.js';
import { JobPool } from './job-pool.js';
import { DUE, nudge } from './nudge.js';
import { NudgeQueue } from './nudge-queue.js';
import { RecurringTasks } from './recurring-tasks.js';
import { WorkerOptions } from './worker-options.js';

/** At most so many rows in one statement; the next sweep takes the rest. */
const BATCH = 1_000;
const HOUR = 3_600_000;

/** What keeps the rows true whatever the queue forgets: nudges again, schedules what repeats, deletes what is old. */
@Injectable()
export class JobSweep {
  private readonly logger = new Logger('Jobs');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private cleanedAt = -Infinity;

  constructor(
    private readonly connections: JobPool,
    private readonly handlers: JobHandlers,
    private readonly recurring: RecurringTasks,
    private readonly queue: NudgeQueue,
    private readonly options: WorkerOptions,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweeping.then(() => this.sweep());
    }, this.options.sweepEvery);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** One round. An error is logged, and the next round tries again. */
  async sweep(): Promise<void> {
    try {
      const jobs = [...this.handlers.all().values()].map(({ definition }) => definition);
      await this.recurring.ensure(jobs);
      await this.nudgeDue(jobs.map(({ name }) => name));
      await this.deleteOld();
    } catch (error) {
      this.logger.warn({ error: describeError(error) }, 'a sweep of the jobs failed');
    }
  }

  /** Sends a nudge for whatever is due and has none that a worker could still take. */
  private async nudgeDue(names: string[]): Promise<void> {
    await this.connections.pool.query(
      `SELECT nudged.id
       FROM (SELECT id, name, run_at FROM tasks
             WHERE ${DUE} AND name = ANY($1) AND NOT EXISTS (
               SELECT FROM graphile_worker.jobs AS sent
               WHERE sent.key = tasks.id::text AND sent.locked_at IS NULL
                 AND sent.attempts < sent.max_attempts AND sent.run_at <= now())
             ORDER BY run_at LIMIT ${BATCH}) AS task,
         ${nudge('task')} AS nudged`,
      [names],
    );
  }

  private async deleteOld(): Promise<void> {
    await this.connections.pool.query(
      `DELETE FROM tasks WHERE id IN (
         SELECT id FROM tasks WHERE state = 'done' AND finished_at < now() - interval '7 days' LIMIT ${BATCH})`,
    );
    await this.connections.pool.query(
      `DELETE FROM tasks WHERE id IN (
         SELECT id FROM tasks WHERE state = 'failed' AND finished_at < now() - interval '30 days' LIMIT ${BATCH})`,
    );
    if (performance.now() - this.cleanedAt < HOUR) return;
    await this.queue.deleteLost();
    this.cleanedAt = performance.now();
  }
}
