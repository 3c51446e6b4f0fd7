import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type JobDefinition } from './job.js';
import { JobHandlers } from './job-handlers.js';
import { JobSweep } from './job-sweep.js';
import { NudgeQueue } from './nudge-queue.js';
import { type JobStatus, TaskOverview } from './task-overview.js';
import { TaskSlots } from './task-slots.js';

/** A worker process's way to its tasks. Nothing runs before `start` or `runUntilIdle`. */
@Injectable()
export class JobWorker implements BeforeApplicationShutdown {
  private started = false;

  constructor(
    private readonly handlers: JobHandlers,
    private readonly queue: NudgeQueue,
    private readonly slots: TaskSlots,
    private readonly sweep: JobSweep,
    private readonly overview: TaskOverview,
  ) {}

  /** @throws Error where a job has no handler, or two */
  async start(): Promise<void> {
    this.handlers.check();
    this.started = true;
    this.slots.open();
    await this.sweep.sweep();
    await this.queue.start(this.handlers.all().keys(), (task) => this.slots.take(task));
    this.sweep.start();
  }

  /**
   * Claims nothing more and waits for running tasks; those that last longer than `grace` milliseconds are told to stop
   * and handed back a second later at most, so that another worker resumes them at once.
   */
  async stop(grace = 8_000): Promise<void> {
    if (!this.started) return;
    this.started = false;
    const queueStopped = this.queue.stop();
    await Promise.all([this.slots.close(grace), this.sweep.stop()]);
    await queueStopped;
  }

  /** Runs whatever is due, and whatever becomes due meanwhile, in this process; comes back once nothing is. */
  async runUntilIdle(): Promise<void> {
    await this.sweep.sweep();
    await this.slots.runDue([...this.handlers.all().keys()]);
  }

  /**
   * Runs one task in this process, for somebody who waits for it. Under its lease like everywhere: whoever claims it first
   * has it.
   * @returns false where the task is not due, or another process has it
   */
  runTask<Payload>(job: JobDefinition<Payload>, key: string): Promise<boolean> {
    return this.slots.takeKeyed(job.name, key);
  }

  status(): Promise<JobStatus> {
    return this.overview.status();
  }

  /** Lets a failed task run again. @returns false where there is nothing to retry */
  retry(id: string): Promise<boolean> {
    return this.overview.retry(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }
}
