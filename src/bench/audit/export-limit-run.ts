import pg from 'pg';
import { copyOut } from '../../platform/database/copy.js';
import { answer, setting } from '../child.js';

/** The rows that an export reads, as they lie there: neither put together nor in order. */
const TABLES = [
  'SELECT seq, at, action, outcome, actor_type, actor, subject, reference, detail FROM audit_events',
  'SELECT event, field, value FROM audit_values',
];

/** The limit: COPY of these rows to nowhere. */
async function run(): Promise<void> {
  const client = new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') });
  await client.connect();
  let bytes = 0;
  const started = performance.now();
  for (const select of TABLES) {
    for await (const chunk of copyOut(client, select, 'csv')) bytes += (chunk as Buffer).length;
  }
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  answer({ seconds, bytes });
}

await run();
