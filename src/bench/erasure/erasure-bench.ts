import pg from 'pg';
import { type BenchDatabase, openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { seedComments, type SeededSite } from '../export/seed-comments.js';
import { median, table, writeResults } from '../report.js';
import { size } from '../sizes.js';

const RUNS = 5;
const MOST_RATIO = 3;
const MIB = 1024 * 1024;

interface Run {
  readonly seconds: number;
  /** Rows that were changed; the engine's are all of the person's, comments and the few others. */
  readonly rows: number;
  readonly memory?: number;
}

/**
 * Erases one person with a tenth of a million comments, batch by batch through the gate, and compares it with one SQL
 * statement that makes the same change. Sides take turns, each on a fresh copy of the same database.
 */
export async function erasureBench(): Promise<void> {
  const comments = size('BENCH_COMMENTS', 1_000_000);
  const database = await openBenchDatabase();
  try {
    console.log(`Filling a site with ${comments} comments...`);
    const site = await seedComments(database.url, comments, Math.max(1, Math.floor(comments / 10)));
    await onDatabase(database.url, 'VACUUM (ANALYZE)');
    const statements: Run[] = [];
    const engine: Run[] = [];
    for (let turn = 1; turn <= RUNS; turn += 1) {
      statements.push(await onCopy(database, site, 'statement-run.js'));
      engine.push(await onCopy(database, site, 'engine-run.js'));
      console.log(
        `Run ${turn} of ${RUNS}: ${statements.at(-1)?.seconds.toFixed(2)} s, ${engine.at(-1)?.seconds.toFixed(2)} s`,
      );
    }
    report(site, statements, engine);
  } finally {
    await database.stop();
  }
}

/** @throws Error where another number of comments was erased than the person had */
async function onCopy(database: BenchDatabase, site: SeededSite, file: string): Promise<Run> {
  const copy = await database.copy();
  try {
    await onDatabase(copy.url, 'VACUUM (ANALYZE)');
    // Both sides begin with the same pages in memory.
    await onDatabase(copy.url, 'SELECT sum(octet_length(body)) FROM comments');
    const run = await runChild<Run>(new URL(file, import.meta.url), {
      BENCH_DATABASE_URL: copy.url,
      BENCH_FOLDER: database.folder,
      BENCH_EMAIL: site.email,
    });
    const [erased] = await onDatabase<{ count: number }>(
      copy.url,
      `SELECT count(*)::int FROM comments WHERE status = 'erased' AND account_id IS NULL AND body = '' AND ip IS NULL
         AND num_nonnulls(author_name, author_email, author_website, user_agent) = 0`,
    );
    if (erased?.count !== site.own)
      throw new Error(`${erased?.count} comments are erased; the person had ${site.own}.`);
    return run;
  } finally {
    await copy.drop();
  }
}

async function onDatabase<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

function report(site: SeededSite, statements: readonly Run[], engine: readonly Run[]): void {
  const limit = median(statements.map(({ seconds }) => seconds));
  const seconds = median(engine.map((run) => run.seconds));
  const ratio = median(engine.map((run, turn) => run.seconds / (statements[turn]?.seconds ?? NaN)));
  const memory = Math.max(...engine.map((run) => run.memory ?? 0));
  const rss = `${(memory / MIB).toFixed(0)} MiB`;
  const line = (name: string, time: number, [run]: readonly Run[], most: string) => [
    name,
    time.toFixed(2),
    String(run?.rows ?? 0),
    ((run?.rows ?? NaN) / time).toFixed(0),
    most,
  ];
  console.log(
    table([
      ['median of 5', 'seconds', 'rows', 'rows/s', 'peak RSS'],
      line('erasure (batches in the gate)', seconds, engine, rss),
      line('limit (one statement)', limit, statements, ''),
    ]),
  );
  const reached = ratio <= MOST_RATIO;
  console.log(`ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), peak RSS ${rss}`);
  const results = { reached, ratio, seconds, limit, memory, ...site, statements, engine };
  const path = writeResults('erasure', results);
  console.log(`${reached ? 'reached' : 'NOT reached'}; ${path}`);
}
