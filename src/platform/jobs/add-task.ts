import { type EntityManager } from 'typeorm';
import { nudge } from './nudge.js';

export interface NewTask {
  readonly name: string;
  readonly payload: object;
  readonly key?: string;
  /** Not before this instant; else at once, or after `delay`. */
  readonly runAt?: Date;
  /** Milliseconds from now by the database's clock. */
  readonly delay?: number;
}

/**
 * Adds the row and its nudge in the caller's transaction. Where a task of the same name and key waits already, that row
 * is locked instead: it cannot be claimed before the caller's change is visible to whoever runs it.
 */
export async function addTask(manager: EntityManager, task: NewTask): Promise<void> {
  await manager.query(
    `WITH task AS (
       INSERT INTO tasks (name, payload, key, run_at)
       VALUES ($1, $2, $3, coalesce($4, clock_timestamp() + $5 * interval '1 millisecond'))
       ON CONFLICT (name, key) WHERE state = 'waiting' AND key IS NOT NULL DO UPDATE SET key = excluded.key
       RETURNING id, name, run_at)
     SELECT nudged.id FROM task, ${nudge('task')} AS nudged`,
    [task.name, JSON.stringify(task.payload), task.key ?? null, task.runAt ?? null, task.delay ?? 0],
  );
}
