import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from './describe-error.js';
import { WorkerStopping } from './job-errors.js';
import { TaskLease } from './task-lease.js';
import { type ClaimedTask, TaskRows } from './task-rows.js';
import { TaskRunner } from './task-runner.js';
import { WorkerOptions } from './worker-options.js';

/** After the signal to stop, a handler has so long to come to its end. */
const LAST_MOMENT = 1_000;

interface Slot {
  readonly task: ClaimedTask;
  readonly lease: TaskLease;
  readonly ended: Promise<void>;
  /** Frees whoever waits for a handler that does not stop. */
  readonly letGo: () => void;
}

/** The tasks that run in this process. */
@Injectable()
export class TaskSlots {
  private readonly logger = new Logger('Jobs');
  private readonly taken = new Set<Slot>();
  private closed = false;

  constructor(
    private readonly rows: TaskRows,
    private readonly runner: TaskRunner,
    private readonly options: WorkerOptions,
  ) {}

  open(): void {
    this.closed = false;
  }

  /** Acts on a nudge. Where the task cannot be claimed there is nothing to do: somebody has it, or the sweep nudges again. */
  async take(id: string): Promise<void> {
    if (this.closed) return;
    try {
      const task = await this.rows.claim(id);
      if (task !== undefined) await this.fill(task);
    } catch (error) {
      this.logger.warn({ task: id, error: describeError(error) }, 'a task could not be claimed');
    }
  }

  /** Runs the due task of this job and key. @returns false where there is none, or somebody else has it */
  async takeKeyed(name: string, key: string): Promise<boolean> {
    const task = await this.rows.claimKeyed(name, key);
    if (task === undefined) return false;
    await this.fill(task);
    return true;
  }

  /** Runs the due tasks of these jobs until none is left. */
  async runDue(names: readonly string[]): Promise<void> {
    const one = async () => {
      for (;;) {
        const task = await this.rows.claimNext(names);
        if (task === undefined) return;
        await this.fill(task);
      }
    };
    await Promise.all(Array.from({ length: this.options.concurrency }, one));
  }

  async close(grace: number): Promise<void> {
    this.closed = true;
    await this.emptyWithin(grace);
    for (const slot of this.taken) slot.lease.abort(new WorkerStopping());
    await this.emptyWithin(LAST_MOMENT);
    for (const slot of this.taken) {
      slot.lease.end();
      await this.giveBack(slot.task);
      slot.letGo();
    }
  }

  /** Where the database is out of reach, the lease runs out by itself. */
  private async giveBack(task: ClaimedTask): Promise<void> {
    try {
      await this.rows.giveBack(task);
    } catch (error) {
      this.logger.warn({ task: task.id, error: describeError(error) }, 'a task could not be handed back');
    }
  }

  private async fill(task: ClaimedTask): Promise<void> {
    const lease = new TaskLease(this.rows, task, this.options.lease);
    let letGo = () => {};
    const released = new Promise<void>((resolve) => (letGo = resolve));
    const ended = Promise.race([this.runner.run(task, lease), released]);
    const slot: Slot = { task, lease, ended, letGo };
    this.taken.add(slot);
    await ended;
    this.taken.delete(slot);
  }

  private async emptyWithin(time: number): Promise<void> {
    const given = new AbortController();
    const all = Promise.all([...this.taken].map((slot) => slot.ended));
    await Promise.race([all, delay(time, undefined, { signal: given.signal }).catch(() => undefined)]);
    given.abort();
  }
}
