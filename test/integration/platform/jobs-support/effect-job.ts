import { type DataSource } from 'typeorm';
import { defineJob } from '../../../../src/platform/jobs/define-job.js';
import { type TaskRun } from '../../../../src/platform/jobs/job.js';

/** Writes one row of the test's table `effects`, in the transaction that marks the task done. */
export const effectJob = defineJob<{ name: string }>('test.effect', { attempts: 3, backoff: 3_600_000 });

export async function writeEffect(task: TaskRun<{ name: string }>, database: DataSource): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query('INSERT INTO effects (name) VALUES ($1)', [task.payload.name]);
    await task.finish(manager);
  });
}
