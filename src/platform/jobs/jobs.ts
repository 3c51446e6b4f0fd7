import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { addTask } from './add-task.js';
import { type JobDefinition } from './job.js';

export interface EnqueueOptions {
  /** At most one waiting task of this job and key; enqueuing it again changes nothing. */
  readonly key?: string;
  /** Not before this instant. */
  readonly runAt?: Date;
}

/** The way to ask for work: the task commits with the change that it follows from (I4). */
@Injectable()
export class Jobs {
  async enqueue<Payload>(
    manager: EntityManager,
    job: JobDefinition<Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<void> {
    await addTask(manager, { name: job.name, payload: payload as object, ...options });
  }

  /** Whether a worker has a task of this job and key in hand, or had when it died: then the task is taken up again. */
  async isUnderWay<Payload>(
    manager: EntityManager,
    job: JobDefinition<Payload>,
    key: string,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM tasks WHERE state = 'running' AND name = $1 AND key = $2 LIMIT 1`,
      [job.name, key],
    );
    return rows.length > 0;
  }
}
