import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { describeError, framesOf } from './describe-error.js';
import { JobHandlers, type HandledJob } from './job-handlers.js';
import { JobRefused, LeaseLost, TriesUsedUp, WorkerStopping } from './job-errors.js';
import { RecurringTasks } from './recurring-tasks.js';
import { TaskLease } from './task-lease.js';
import { type ClaimedTask, TaskRows } from './task-rows.js';

/**
 * A worker that dies takes its task's try with it, whoever is to blame. A task that many workers died over is given up,
 * since it may be what kills them.
 */
const MOST_LOST = 10;

/** Runs one claimed task to its end: done, put off, failed, given back, or lost to another worker. */
@Injectable()
export class TaskRunner {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly database: DataSource,
    private readonly rows: TaskRows,
    private readonly handlers: JobHandlers,
    private readonly recurring: RecurringTasks,
  ) {}

  /** Never throws: where even the outcome cannot be written, the lease runs out and another worker resumes. */
  async run(task: ClaimedTask, lease: TaskLease): Promise<void> {
    try {
      const job = this.handlers.all().get(task.name);
      if (job === undefined) await this.rows.giveBack(task);
      else if (task.attempts > job.definition.options.attempts || task.lost > MOST_LOST)
        await this.giveUp(task, job, new TriesUsedUp());
      else await this.tryOnce(task, job, lease);
    } catch (error) {
      this.logger.error(this.about(task, error), 'the outcome of a task could not be written');
    } finally {
      lease.end();
    }
  }

  private async tryOnce(task: ClaimedTask, job: HandledJob, lease: TaskLease): Promise<void> {
    const run = { finished: false };
    const finish = async (manager: EntityManager) => {
      lease.finish();
      await this.finish(manager, task, job);
      run.finished = true;
    };
    try {
      await job.handler.run({
        payload: task.payload,
        attempt: task.attempts,
        signal: lease.signal,
        finish,
      });
      if (!run.finished) await this.database.transaction(finish);
    } catch (error) {
      await this.failed(task, job, lease, error);
    }
  }

  private async finish(manager: EntityManager, task: ClaimedTask, job: HandledJob): Promise<void> {
    await this.rows.end(manager, task, 'done');
    await this.recurring.scheduleNext(manager, job.definition);
  }

  private async failed(task: ClaimedTask, job: HandledJob, lease: TaskLease, error: unknown): Promise<void> {
    if (lease.signal.reason instanceof WorkerStopping) {
      await this.rows.giveBack(task);
    } else if (error instanceof LeaseLost) {
      this.logger.warn(this.about(task, error), 'another worker took the task over');
    } else if (error instanceof JobRefused || task.attempts >= job.definition.options.attempts) {
      await this.giveUp(task, job, error);
    } else {
      await this.putOff(task, job, error);
    }
  }

  private async putOff(task: ClaimedTask, job: HandledJob, error: unknown): Promise<void> {
    const { backoff, longestPause = Infinity } = job.definition.options;
    const delay = Math.min(backoff * 2 ** Math.min(task.attempts - 1, 20), longestPause);
    const held = await this.rows.putOff(task, delay, describeError(error));
    this.logger.warn(
      this.about(task, error),
      held ? 'a try failed; the task waits for the next' : 'a try failed after the task was done or lost',
    );
  }

  /** Marked failed and told to the handler in one transaction; where that fails, it is tried again later. */
  private async giveUp(task: ClaimedTask, job: HandledJob, error: unknown): Promise<void> {
    try {
      await this.database.transaction(async (manager) => {
        await this.rows.end(manager, task, 'failed', describeError(error));
        await this.recurring.scheduleNext(manager, job.definition);
        await job.handler.gaveUp?.(task.payload, manager, error);
      });
      this.logger.error(this.about(task, error), 'a task failed for good');
    } catch (second) {
      if (second instanceof LeaseLost) {
        this.logger.warn(this.about(task, error), 'a try failed after the task was done or lost');
        return;
      }
      this.logger.error(this.about(task, second), 'a task could not be given up');
      await this.putOff(task, job, error);
    }
  }

  private about(task: ClaimedTask, error: unknown) {
    return {
      job: task.name,
      task: task.id,
      attempt: task.attempts,
      error: describeError(error),
      at: framesOf(error),
    };
  }
}
