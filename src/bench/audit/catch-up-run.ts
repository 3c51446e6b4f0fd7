import { answer, setting } from '../child.js';
import { openLog } from './log-parts.js';

/**
 * Gives everything in the queue its number, and tidies the queue up, so that the next run finds what the first one found.
 * After the last run the tables that only grew are tidied up too, for the searches.
 */
async function run(): Promise<void> {
  const parts = await openLog(1);
  await parts.sequencer.catchUp();
  await parts.database.query('VACUUM audit_queue');
  if (setting('BENCH_LAST') === 'yes')
    await parts.database.query('VACUUM (ANALYZE) audit_values, audit_events');
  await parts.close();
  answer({});
}

await run();
