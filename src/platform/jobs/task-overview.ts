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

/** When a job runs. Done tasks are kept for some days only: what repeats less often has no last run. */
export interface TaskTimes {
  readonly nextAt: Date | null;
  /** Milliseconds until then by the database's clock; negative where it is overdue. */
  readonly ahead: number | null;
  readonly lastRunAt: Date | null;
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

  /** When jobs that repeat by themselves run next, and when they last came to their end. */
  async times(names: readonly string[]): Promise<ReadonlyMap<string, TaskTimes>> {
    const rows = await this.database.query<(TaskTimes & { readonly name: string })[]>(
      `SELECT name, next.run_at AS "nextAt", (extract(epoch FROM next.run_at - now()) * 1000)::float8 AS ahead,
              last.finished_at AS "lastRunAt"
       FROM unnest($1::text[]) AS name
       LEFT JOIN LATERAL (SELECT min(run_at) AS run_at FROM tasks t WHERE t.name = name.name AND t.state = 'waiting'
                          AND t.key IS NOT NULL) next ON true
       LEFT JOIN LATERAL (SELECT finished_at FROM tasks t WHERE t.name = name.name AND t.state = 'done'
                          AND finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1) last ON true`,
      [[...new Set(names)]],
    );
    return new Map(rows.map(({ name, ...times }) => [name, times]));
  }
}
