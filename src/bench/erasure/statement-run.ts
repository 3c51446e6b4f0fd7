import pg from 'pg';
import { answer, setting } from '../child.js';

/** The limit: what the data map does to a comment, done to all of them at once. */
const CHANGE = `
  UPDATE comments SET account_id = NULL, author_name = NULL, author_email = NULL, author_website = NULL, body = '',
    ip = NULL, user_agent = NULL, status = 'erased'
  WHERE account_id = (SELECT id FROM accounts WHERE email = $1)`;

async function run(): Promise<void> {
  const client = new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') });
  await client.connect();
  const started = performance.now();
  const { rowCount } = await client.query(CHANGE, [setting('BENCH_EMAIL')]);
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  answer({ seconds, rows: rowCount ?? 0 });
}

await run();
