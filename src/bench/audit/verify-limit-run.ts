import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { EVENT_COLUMNS } from '../../audit/verify/event-columns.js';
import { VALUE_COLUMNS } from '../../audit/verify/value-checks.js';
import { answer, setting } from '../child.js';

const TABLES: Readonly<Record<string, readonly string[]>> = {
  /** The same bytes as a verification reads. */
  same: [`SELECT ${EVENT_COLUMNS} FROM audit_events`, `SELECT ${VALUE_COLUMNS} FROM audit_values v`],
  /** What no verification can do without, which leaves out the columns that are compared with the leaves. */
  least: ['SELECT leaf FROM audit_events', 'SELECT value, salt FROM audit_values'],
};

/** The limit: one SHA-256 over these bytes as they come, neither leaf by leaf nor in order. */
async function run(): Promise<void> {
  const client = new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') });
  await client.connect();
  let bytes = 0;
  const hash = createHash('sha256');
  const started = performance.now();
  for (const select of TABLES[setting('BENCH_BYTES')] ?? []) {
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
