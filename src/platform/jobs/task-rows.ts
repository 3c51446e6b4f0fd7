import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { codeOf } from '../errors/code-of.js';
import { LeaseLost } from './job-errors.js';
import { JobPool } from './job-pool.js';
import { DUE, nudge } from './nudge.js';
import { WorkerOptions } from './worker-options.js';

/** A task this process holds the lease of, as long as nobody raised its fence. */
export interface ClaimedTask {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly attempts: number;
  /** Tries before this one that never came to an end. */
  readonly lost: number;
  readonly fence: number;
}

const MINE = `id = $1 AND fence = $2 AND state = 'running'`;
/** A task that still runs was lost by its worker: that is no try that failed. */
const CLAIM = `SET state = 'running', fence = fence + 1,
  attempts = attempts + (state = 'waiting')::integer, lost = lost + (state = 'running')::integer,
  lease_until = now() + $1 * interval '1 millisecond'`;
const CLAIMED = 'RETURNING id, name, payload, attempts, lost, fence';

/** Leases on task rows. Every change but the claim is conditional on the claim's fence. */
@Injectable()
export class TaskRows {
  constructor(
    private readonly connections: JobPool,
    private readonly options: WorkerOptions,
  ) {}

  /** Takes the task where it is due; nothing where somebody else has it or holds its row. */
  claim(id: string): Promise<ClaimedTask | undefined> {
    return this.take(`id = $2 AND ${DUE}`, id);
  }

  /** Takes the task of these jobs that has been due longest. */
  claimNext(names: readonly string[]): Promise<ClaimedTask | undefined> {
    return this.take(`name = ANY($2) AND ${DUE} ORDER BY run_at LIMIT 1`, names);
  }

  /** Takes the due task of this job and key that waits longest; nothing where somebody else has it. */
  claimKeyed(name: string, key: string): Promise<ClaimedTask | undefined> {
    const named = 'name = ($2::text[])[1] AND key = ($2::text[])[2]';
    return this.take(`${named} AND ${DUE} ORDER BY run_at LIMIT 1`, [name, key]);
  }

  /** Extends the lease. A row that is locked, by its own `finish` for example, is left alone. @returns whether it was extended */
  async beat(task: ClaimedTask): Promise<boolean> {
    const beaten = await this.connections.pool.query(
      `UPDATE tasks SET lease_until = now() + $3 * interval '1 millisecond'
       WHERE id = (SELECT id FROM tasks WHERE ${MINE} FOR UPDATE SKIP LOCKED)`,
      [task.id, task.fence, this.options.lease],
    );
    return beaten.rowCount === 1;
  }

  /** Marks the task done or failed in the transaction given. @throws LeaseLost where it is no longer held */
  async end(
    manager: EntityManager,
    task: ClaimedTask,
    state: 'done' | 'failed',
    error: string | null = null,
  ): Promise<void> {
    const ended = await manager.query<{ id: string }[]>(
      `WITH ended AS (
         UPDATE tasks SET state = $3, finished_at = now(), lease_until = NULL, last_error = $4
         WHERE ${MINE} RETURNING id)
       SELECT id FROM ended`,
      [task.id, task.fence, state, error],
    );
    if (ended.length === 0) throw new LeaseLost();
  }

  /** Lets the task wait for its next try. @returns whether it was still held */
  putOff(task: ClaimedTask, delay: number, error: string): Promise<boolean> {
    return this.wait(task, `run_at = now() + $3 * interval '1 millisecond', last_error = $4`, [delay, error]);
  }

  /** Hands the task to whoever is free, as if this try had not been made. @returns whether it was still held */
  giveBack(task: ClaimedTask): Promise<boolean> {
    return this.wait(task, 'run_at = now(), attempts = attempts - 1', []);
  }

  private async take(where: string, value: unknown): Promise<ClaimedTask | undefined> {
    const claimed = await this.connections.pool.query<ClaimedTask>(
      `UPDATE tasks ${CLAIM} WHERE id = (SELECT id FROM tasks WHERE ${where} FOR UPDATE SKIP LOCKED) ${CLAIMED}`,
      [this.options.lease, value],
    );
    return claimed.rows[0];
  }

  /** A task that waits again keeps its key, unless a younger one has it by now: then both run. */
  private async wait(task: ClaimedTask, changes: string, values: unknown[]): Promise<boolean> {
    const put = async (key: string) => {
      const waiting = await this.connections.pool.query(
        `WITH task AS (
           UPDATE tasks SET state = 'waiting', lease_until = NULL, ${changes}, key = ${key}
           WHERE ${MINE} RETURNING id, name, run_at)
         SELECT nudged.id FROM task, ${nudge('task')} AS nudged`,
        [task.id, task.fence, ...values],
      );
      return waiting.rowCount === 1;
    };
    try {
      return await put('key');
    } catch (error) {
      if (codeOf(error) !== '23505') throw error;
      return put('NULL');
    }
  }
}
