import { createConnection } from 'mysql2/promise';
import { type BenchDatabase, openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { size } from '../sizes.js';
import { type ErasureRun, reportWordpressErasure, type SizeErasures } from './erasure-report.js';
import { fillWordpress, TARGET } from './fill-wordpress.js';
import { startPrivateMariaDb } from './private-mariadb.js';
import { siteSizes } from './sites.js';

/**
 * Erases one person of a WordPress site, batch by batch under the protocol and the gate of the portal, and compares it with
 * statements that somebody wrote by hand, one for each table. Sides take turns, each on a database freshly made, in a process
 * of its own. BENCH_RUNS says how often.
 */
export async function wordpressErasureBench(): Promise<void> {
  const runs = size('BENCH_RUNS', 5);
  const portal = await openBenchDatabase();
  try {
    const server = await startPrivateMariaDb(portal.folder);
    try {
      const measured: SizeErasures[] = [];
      for (const { label, comments, own } of siteSizes()) {
        console.log(`Size ${label}: erasing the person of ${own} of ${comments} comments`);
        const [statements, engine]: [ErasureRun[], ErasureRun[]] = [[], []];
        for (let run = 1; run <= runs; run += 1) {
          statements.push(await byHand(server.url, comments, own));
          engine.push(await byPortal(portal, server.url, comments, own));
          console.log(
            `Run ${run} of ${runs}: ${statements.at(-1)?.seconds.toFixed(2)} s, ${engine.at(-1)?.seconds.toFixed(2)} s`,
          );
        }
        measured.push({ size: label, comments, own, statements, engine });
      }
      reportWordpressErasure(measured);
    } finally {
      await server.stop();
    }
  } finally {
    await portal.stop();
  }
}

function byHand(server: string, comments: number, own: number): Promise<ErasureRun> {
  return onFreshSite(server, comments, own, (BENCH_SITE_URL) =>
    runChild(new URL('erasure-statements-run.js', import.meta.url), { BENCH_SITE_URL, BENCH_EMAIL: TARGET }),
  );
}

function byPortal(portal: BenchDatabase, server: string, comments: number, own: number): Promise<ErasureRun> {
  return onFreshSite(server, comments, own, async (BENCH_SITE_URL) => {
    const copy = await portal.copy();
    try {
      return await runChild<ErasureRun>(new URL('erasure-engine-run.js', import.meta.url), {
        BENCH_SITE_URL,
        BENCH_EMAIL: TARGET,
        BENCH_FOLDER: portal.folder,
        BENCH_DATABASE_URL: copy.url,
      });
    } finally {
      await copy.drop();
    }
  });
}

const SITE = 'erased_site';

/** @throws Error where anything of the person is left, or anything of others is gone */
async function onFreshSite(
  server: string,
  comments: number,
  own: number,
  work: (url: string) => Promise<ErasureRun>,
): Promise<ErasureRun> {
  const url = await fillWordpress(server, SITE, comments, own);
  const site = await createConnection({
    uri: url,
    charset: 'utf8mb4_unicode_520_ci',
    multipleStatements: true,
  });
  try {
    // What filling left to be written is written before the clock starts.
    await site.query('FLUSH TABLES wp_comments FOR EXPORT; UNLOCK TABLES');
    const run = await work(url);
    const [rows] = await site.query(LEFT, [TARGET, TARGET, comments - own]);
    const [left] = rows as { rows: string | null; others: string | null }[];
    if (Number(left?.rows) !== 0 || Number(left?.others) !== 0)
      throw new Error(`${left?.rows} rows of the person are left; ${left?.others} of others are gone.`);
    return run;
  } finally {
    await site.query(`DROP DATABASE ${SITE}`);
    await site.end();
  }
}

/** The person's account has the number 1; everything that leads to it, and everything that it left in a comment. */
const LEFT = `
  SELECT (SELECT COUNT(*) FROM wp_comments WHERE user_id = 1 OR comment_author_email IN (?, 'earlier@bench.example'))
    + (SELECT COUNT(*) FROM wp_users WHERE user_email = ? OR ID = 1)
    + (SELECT COUNT(*) FROM wp_posts WHERE post_author = 1)
    + (SELECT COUNT(*) FROM wp_usermeta WHERE user_id = 1) AS \`rows\`,
  ? - (SELECT COUNT(*) FROM wp_comments WHERE comment_content <> '' AND comment_author <> '') AS others`;
