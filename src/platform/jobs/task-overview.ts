import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nudge } from './nudge.js';

export type TaskState = 'waiting' | 'running' | 'done' | 'failed';

export interface JobStatus {
  /** How many tasks each job has in each state; states without tasks are left out. */
  readonly counts: readonly { readonly name: string; readonly state: TaskState; readonly count: number }[];
  /** For how many seconds the task that waits longest has been due; null where nothing due waits. */
  readonly oldestWaiting: number | null;
  /** The tasks that failed for good, newest first, at most 100. */
  readonly failed: readonly {
    readonly id: string;
    readonly name: string;
    readonly error: string;
    readonly finishedAt: Date;
  }[];
}

/** What operators see of the tasks, and the one thing they may do to them. */
@Injectable()
export class TaskOverview {
  constructor(private readonly database: DataSource) {}

  async status(): Promise<JobStatus> {
    const counts = await this.database.query<JobStatus['counts']>(
      'SELECT name, state, count(*)::int AS count FROM tasks GROUP BY name, state ORDER BY name, state',
    );
    const oldest = await this.database.query<{ seconds: number | null }[]>(
      `SELECT extract(epoch FROM now() - min(run_at))::float8 AS seconds
       FROM tasks WHERE state = 'waiting' AND run_at <= now()`,
    );
    const failed = await this.database.query<JobStatus['failed']>(
      `SELECT id, name, coalesce(last_error, '') AS error, finished_at AS "finishedAt"
       FROM tasks WHERE state = 'failed' ORDER BY finished_at DESC LIMIT 100`,
    );
    return { counts, oldestWaiting: oldest[0]?.seconds ?? null, failed };
  }

  /**
   * Lets a failed task run again, with all its tries.
   * @returns false where no such task failed, or where another of its job and key waits already
   */
  async retry(id: string): Promise<boolean> {
    const revived = await this.database.query<unknown[]>(
      `WITH task AS (
         UPDATE tasks SET state = 'waiting', run_at = now(), attempts = 0, lost = 0, finished_at = NULL
         WHERE id = $1 AND state = 'failed' AND NOT EXISTS (
           SELECT FROM tasks AS twin
           WHERE twin.name = tasks.name AND twin.key = tasks.key AND twin.state = 'waiting')
         RETURNING id, name, run_at)
       SELECT nudged.id FROM task, ${nudge('task')} AS nudged`,
      [id],
    );
    return revived.length === 1;
  }
}
