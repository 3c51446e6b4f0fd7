import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { copyOut } from '../../platform/database/copy.js';
import { answer, setting } from '../child.js';

/** The same records, as plain JSON and nothing else. */
const SELECT = `SELECT row_to_json(r) FROM (
  SELECT t.id, a.title AS "articleTitle", a.slug AS "articleSlug", t.parent_id AS "parentId",
    t.author_name AS "authorName", t.author_email AS "authorEmail", t.author_website AS "authorWebsite", t.body,
    t.ip, t.user_agent AS "userAgent", t.status, t.created_at AS "createdAt"
  FROM comments t LEFT JOIN articles a ON a.id = t.article_id
  WHERE t.account_id = (SELECT id FROM accounts WHERE username = 'reader0') ORDER BY t.id) r`;

/** The limit: COPY of the records as JSON, piped through gzip -1 into a file. */
async function run(): Promise<void> {
  const path = `${setting('BENCH_FOLDER')}/limit.gz`;
  const client = new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') });
  await client.connect();
  const file = openSync(path, 'w');
  const started = performance.now();
  const gzip = spawn('gzip', ['-1'], { stdio: ['pipe', file, 'inherit'] });
  if (gzip.stdin === null) throw new Error('gzip cannot be fed.');
  const ended = once(gzip, 'exit');
  let bytes = 0;
  const copy = copyOut(client, SELECT, 'json').on('data', (chunk: Buffer) => (bytes += chunk.length));
  await pipeline(copy, gzip.stdin);
  const [code] = (await ended) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  await client.end();
  if (code !== 0) throw new Error('gzip failed.');
  answer({ seconds, bytes, compressed: statSync(path).size });
}

await run();
