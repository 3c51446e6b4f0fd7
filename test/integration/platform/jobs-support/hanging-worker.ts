import { effectJob } from './effect-job.js';
import { handlerOf } from './made-handler.js';
import { openWorkerApp } from './worker-app.js';

/** A worker whose handler writes its effect, never commits, and tells its parent that it is in the middle. */
export async function hang(url: string, lease: number): Promise<void> {
  const handler = handlerOf(effectJob, {
    run: (task, database) =>
      database.transaction(async (manager) => {
        await manager.query('INSERT INTO effects (name) VALUES ($1)', [task.payload.name]);
        process.send?.('in the middle');
        await new Promise(() => {});
      }),
  });
  const app = await openWorkerApp(url, [handler], { lease });
  await app.worker.start();
}
