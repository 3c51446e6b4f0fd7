import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { answer, setting } from '../child.js';

/** Of the person's comments the same records, as plain JSON and nothing else; the rest of them is few. */
function select(prefix: string): string {
  const fields = [
    ...[
      'id:t.comment_ID',
      'article:t.comment_post_ID',
      'articleTitle:p.post_title',
      'inReplyTo:t.comment_parent',
    ],
    ...[
      'authorName:t.comment_author',
      'authorEmail:t.comment_author_email',
      'authorWebsite:t.comment_author_url',
    ],
    ...['ip:t.comment_author_IP', 'userAgent:t.comment_agent', 'localDate:t.comment_date'],
    ...['utcDate:t.comment_date_gmt', 'body:t.comment_content', 'karma:t.comment_karma'],
    ...['status:t.comment_approved', 'kind:t.comment_type', 'user:t.user_id'],
  ].map((field) => field.split(':').map((part, index) => (index === 0 ? `'${part}'` : part)));
  return `SELECT JSON_OBJECT(${fields.flat().join(', ')})
    FROM ${prefix}comments t LEFT JOIN ${prefix}posts p ON p.ID = t.comment_post_ID
    WHERE t.user_id = (SELECT ID FROM ${prefix}users WHERE user_email = @email) OR t.comment_author_email = @email
    ORDER BY t.comment_ID`;
}

/** The limit: the database's own client, which writes the records as JSON through gzip -1 into a file. */
async function run(): Promise<void> {
  const url = new URL(setting('BENCH_SITE_URL'));
  const email = Buffer.from(setting('BENCH_EMAIL')).toString('hex');
  const path = `${setting('BENCH_FOLDER')}/limit.gz`;
  const file = openSync(path, 'w');
  const statement = `SET @email = CONVERT(X'${email}' USING utf8mb4) COLLATE utf8mb4_unicode_520_ci; ${select(setting('BENCH_PREFIX'))}`;
  const started = performance.now();
  const gzip = spawn('gzip', ['-1'], { stdio: ['pipe', file, 'inherit'] });
  const client = spawn(
    'mariadb',
    [
      ...['--no-defaults', '--quick', '-N', '--default-character-set=utf8mb4', `--host=${url.hostname}`],
      ...[
        `--port=${url.port}`,
        `--user=${decodeURIComponent(url.username)}`,
        url.pathname.slice(1),
        '-e',
        statement,
      ],
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, MYSQL_PWD: decodeURIComponent(url.password) },
    },
  );
  if (gzip.stdin === null) throw new Error('gzip cannot be fed.');
  const ended = Promise.all([once(gzip, 'exit'), once(client, 'exit')]);
  let bytes = 0;
  client.stdout?.on('data', (chunk: Buffer) => (bytes += chunk.length));
  if (client.stdout !== null) await pipeline(client.stdout, gzip.stdin);
  const codes = (await ended).map(([code]: (number | null)[]) => code);
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  if (codes.some((code) => code !== 0)) throw new Error('The client of the database, or gzip, failed.');
  answer({ seconds, bytes, compressed: statSync(path).size });
}

await run();
