import { answer } from '../child.js';
import { openLog } from './log-parts.js';

/** Gives everything in the queue its number, and tidies up, so that the next run finds what the first one found. */
async function run(): Promise<void> {
  const parts = await openLog(1);
  await parts.sequencer.catchUp();
  await parts.database.query('VACUUM (ANALYZE) audit_queue, audit_values, audit_events');
  await parts.close();
  answer({});
}

await run();
