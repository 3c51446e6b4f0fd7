import { answer, setting } from '../child.js';
import { openLog } from './log-parts.js';

/** Numbers so many events that wait in the queue, with their part of the tree. */
async function run(): Promise<void> {
  const parts = await openLog(1);
  const events = Number(setting('BENCH_QUEUED'));
  await parts.sequencer.catchUp();
  await parts.database.query(
    `INSERT INTO audit_queue (id, body)
     SELECT uuid_v7(), substring(leaf FROM '^\\{"event":(.*),"seq":[0-9]+,"v":1\\}$')
     FROM audit_events ORDER BY seq DESC LIMIT $1`,
    [events],
  );
  const started = performance.now();
  await parts.sequencer.catchUp();
  const seconds = (performance.now() - started) / 1000;
  await parts.database.query('VACUUM audit_queue');
  await parts.close();
  answer({ events, seconds });
}

await run();
