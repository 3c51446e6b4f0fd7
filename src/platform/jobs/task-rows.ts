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

/** The next try of a task: after so many milliseconds, with what went wrong and so many tries behind it. */
interface Again {
  readonly delay: number;
  readonly error: string | null;
  readonly tries: number;
}

const NEXT_TRY = `now() + $3 * interval '1 millisecond'`;

const WAIT_AGAIN = `WITH task AS (
    UPDATE tasks SET state = 'waiting', lease_until = NULL, run_at = ${NEXT_TRY},
      last_error = coalesce($4, last_error), attempts = $5
    WHERE ${MINE} RETURNING id, name, run_at)
  SELECT nudged.id FROM task, ${nudge('task')} AS nudged`;

const LEAVE_TO_YOUNGER = `WITH ended AS (
    UPDATE tasks SET state = 'done', finished_at = now(), lease_until = NULL,
      last_error = coalesce($4, last_error), attempts = $5
    WHERE ${MINE} RETURNING name, key),
  task AS (
    UPDATE tasks SET run_at = least(tasks.run_at, ${NEXT_TRY}) FROM ended
    WHERE tasks.name = ended.name AND tasks.key = ended.key AND tasks.state = 'waiting'
    RETURNING tasks.id, tasks.name, tasks.run_at)
  SELECT nudged.id FROM task, ${nudge('task')} AS nudged`;

/** The task that waits under the key of the one that has ended. */
const TWIN_OF_ENDED = `twin AS (
  SELECT tasks.id, tasks.name, tasks.run_at FROM tasks, ended
  WHERE tasks.name = ended.name AND tasks.key = ended.key AND tasks.state = 'waiting')`;

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

  /** Marks the task done or failed in the transaction given; one of its key that waits is told of. @throws LeaseLost where it is no longer held */
  async end(
    manager: EntityManager,
    task: ClaimedTask,
    state: 'done' | 'failed',
    error: string | null = null,
  ): Promise<void> {
    const ended = await manager.query<{ id: string }[]>(
      `WITH ended AS (
         UPDATE tasks SET state = $3, finished_at = now(), lease_until = NULL, last_error = $4
         WHERE ${MINE} RETURNING id, name, key), ${TWIN_OF_ENDED}
       SELECT ended.id, (SELECT nudged.id FROM twin, ${nudge('twin')} AS nudged) FROM ended`,
      [task.id, task.fence, state, error],
    );
    if (ended.length === 0) throw new LeaseLost();
  }

  /** Lets the task wait for its next try. @returns whether it was still held */
  putOff(task: ClaimedTask, delay: number, error: string): Promise<boolean> {
    return this.wait(task, { delay, error, tries: task.attempts });
  }

  /** Hands the task to whoever is free, as if this try had not been made. @returns whether it was still held */
  giveBack(task: ClaimedTask): Promise<boolean> {
    return this.wait(task, { delay: 0, error: null, tries: task.attempts - 1 });
  }

  private async take(where: string, value: unknown): Promise<ClaimedTask | undefined> {
    const claimed = await this.connections.pool.query<ClaimedTask>(
      `UPDATE tasks ${CLAIM} WHERE id = (SELECT id FROM tasks WHERE ${where} FOR UPDATE SKIP LOCKED) ${CLAIMED}`,
      [this.options.lease, value],
    );
    return claimed.rows[0];
  }

  /** A task of which a younger one waits under its key leaves the work to that one: it is done. */
  private async wait(task: ClaimedTask, again: Again): Promise<boolean> {
    const values = [task.id, task.fence, again.delay, again.error, again.tries];
    try {
      return (await this.connections.pool.query(WAIT_AGAIN, values)).rowCount === 1;
    } catch (error) {
      if (codeOf(error) !== '23505') throw error;
      return (await this.connections.pool.query(LEAVE_TO_YOUNGER, values)).rowCount === 1;
    }
  }
}
