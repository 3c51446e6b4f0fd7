import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answer, peakMemory, setting } from '../child.js';
import { openLog } from './log-parts.js';

/** An auditor's export of the whole log, read as fast as it comes. */
async function run(): Promise<void> {
  const format = setting('BENCH_FORMAT') === 'csv' ? 'csv' : 'ndjson';
  const parts = await openLog(2);
  let bytes = 0;
  const counting = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  const started = performance.now();
  await pipeline(await parts.search.stream({}, format), counting);
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  await parts.close();
  answer({ seconds, bytes, memory });
}

await run();
