import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { answer, setting } from '../child.js';

/** What a verification cannot do without reading: every leaf, and every value with its salt. */
const TABLES = ['SELECT leaf FROM audit_events', 'SELECT value, salt FROM audit_values'];

/** The limit: one SHA-256 over these bytes as they come, neither leaf by leaf nor in order. */
async function run(): Promise<void> {
  const client = new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') });
  await client.connect();
  let bytes = 0;
  const hash = createHash('sha256');
  const started = performance.now();
  for (const select of TABLES) {
    for await (const chunk of client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`))) {
      bytes += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
    }
  }
  hash.digest();
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  answer({ seconds, bytes });
}

await run();
