import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { addTask } from './add-task.js';
import { type JobDefinition } from './job.js';

/** The key of the one waiting task that a repeating job has. */
const KEY = 'every';

/** Jobs that repeat by themselves are kept as tasks: whoever ends one schedules the next in the same transaction. */
@Injectable()
export class RecurringTasks {
  constructor(private readonly database: DataSource) {}

  /** Schedules the run after this one; nothing for a job that does not repeat. */
  async scheduleNext(manager: EntityManager, job: JobDefinition<never>): Promise<void> {
    if (job.options.every === undefined) return;
    await addTask(manager, { name: job.name, payload: {}, key: KEY, delay: job.options.every });
  }

  /** Gives each repeating job that has no task, waiting or running, its first one. Safe in many processes at once. */
  async ensure(jobs: Iterable<JobDefinition<never>>): Promise<void> {
    const names = [...jobs].filter((job) => job.options.every !== undefined).map((job) => job.name);
    if (names.length === 0) return;
    // Each part has an index of its own; together they would read every task that is done.
    const missing = await this.database.query<{ name: string }[]>(
      `SELECT name FROM unnest($1::text[]) AS name
       WHERE NOT EXISTS (SELECT FROM tasks WHERE tasks.name = name.name AND key = $2 AND state = 'waiting')
         AND NOT EXISTS (SELECT FROM tasks WHERE tasks.name = name.name AND state = 'running')`,
      [names, KEY],
    );
    for (const { name } of missing) {
      await this.database.transaction((manager) => addTask(manager, { name, payload: {}, key: KEY }));
    }
  }
}
