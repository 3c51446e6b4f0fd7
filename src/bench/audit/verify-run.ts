import { LogVerification } from '../../audit/verify/log-verification.js';
import { answer, peakMemory, setting } from '../child.js';
import { openLog } from './log-parts.js';
import { StreamPool } from '../../platform/database/stream-pool.js';

/** A whole verification, as `athar audit verify` does it. */
async function run(): Promise<void> {
  const parts = await openLog(2);
  const pool = new StreamPool(setting('BENCH_DATABASE_URL'));
  await parts.sequencer.catchUp();
  await parts.checkpoints.sign();
  const started = performance.now();
  const verdict = await new LogVerification(pool, parts.checkpoints, parts.store).run();
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  await pool.onApplicationShutdown();
  await parts.close();
  const [wrong] = verdict.findings;
  if (wrong !== undefined) throw new Error(`The log is not whole at ${wrong.where}: ${wrong.what}`);
  answer({ seconds, bytes: verdict.bytes, memory });
}

await run();
