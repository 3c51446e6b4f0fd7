import { type Command } from 'commander';
import { z } from 'zod';
import { JobWorker } from '../platform/jobs/job-worker.js';
import { withInstance } from './instance.js';

/** `athar jobs ...` */
export function jobsCommand(program: Command): void {
  const jobs = program.command('jobs').description('the work that is queued, running and failed');
  jobs
    .command('status')
    .description('how many tasks of each kind are in which state')
    .action(() =>
      withInstance(async (app) => {
        const { counts, failed, oldestWaiting } = await app.get(JobWorker).status();
        console.table(counts);
        if (failed.length > 0) console.table(failed);
        if (oldestWaiting !== null)
          console.log(`The task that waits longest is due since ${Math.round(oldestWaiting)} s.`);
      }),
    );
  jobs
    .command('retry <id>')
    .description('set a failed task going again')
    .action((id: string) =>
      withInstance(async (app) => {
        if (!z.uuid().safeParse(id).success || !(await app.get(JobWorker).retry(id))) {
          throw new Error(
            'No failed task has this id, or another one like it waits already; see "athar jobs status".',
          );
        }
        console.log('The task waits to run.');
      }),
    );
  jobs
    .command('run')
    .description('run tasks in this process')
    .requiredOption('--until-idle', 'everything that is due, then exit')
    .action(() => withInstance(async (app) => app.get(JobWorker).runUntilIdle()));
}
