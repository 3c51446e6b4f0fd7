import { openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { median, table, writeResults } from '../report.js';
import { seedComments } from './seed-comments.js';

const COMMENTS = 1_000_000;
const OWN = 100_000;
const RUNS = 5;
const MB = 1_000_000;
const MOST_RATIO = 3;
const MOST_MEMORY = 256 * 1024 * 1024;

interface LimitRun {
  readonly seconds: number;
  /** Before compression. */
  readonly bytes: number;
  readonly compressed: number;
}

interface BundleRun extends LimitRun {
  readonly memory: number;
  readonly records: number;
}

/**
 * Builds the bundle of one person with 100,000 of a million comments, and compares it with the least work that could
 * carry the same records: COPY as JSON through gzip -1. Runs take turns, each in a process of its own.
 */
export async function exportBench(): Promise<void> {
  const database = await openBenchDatabase();
  try {
    console.log(`Filling a site with ${COMMENTS} comments...`);
    const site = await seedComments(database.url, COMMENTS, OWN);
    const settings = {
      BENCH_DATABASE_URL: database.url,
      BENCH_FOLDER: database.folder,
      BENCH_EMAIL: site.email,
    };
    const limits: LimitRun[] = [];
    const bundles: BundleRun[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      limits.push(await runChild<LimitRun>(new URL('limit-run.js', import.meta.url), settings));
      bundles.push(await runChild<BundleRun>(new URL('bundle-run.js', import.meta.url), settings));
      console.log(
        `Run ${run} of ${RUNS}: ${limits.at(-1)?.seconds.toFixed(2)} s, ${bundles.at(-1)?.seconds.toFixed(2)} s`,
      );
    }
    report(limits, bundles);
  } finally {
    await database.stop();
  }
}

function report(limits: readonly LimitRun[], bundles: readonly BundleRun[]): void {
  const limit = median(limits.map(({ seconds }) => seconds));
  const seconds = median(bundles.map((run) => run.seconds));
  const memory = Math.max(...bundles.map((run) => run.memory));
  const ratio = median(bundles.map((run, index) => run.seconds / (limits[index]?.seconds ?? NaN)));
  const line = (name: string, time: number, run: LimitRun | undefined, rss: string) => [
    name,
    time.toFixed(2),
    ((run?.bytes ?? NaN) / MB).toFixed(1),
    ((run?.compressed ?? NaN) / MB).toFixed(1),
    ((run?.bytes ?? NaN) / MB / time).toFixed(1),
    rss,
  ];
  const rss = `${(memory / 1024 / 1024).toFixed(0)} MiB`;
  console.log(
    table([
      ['median of 5', 'seconds', 'MB written', 'MB stored', 'MB/s', 'peak RSS'],
      line('bundle (JSON, CSV, pages)', seconds, bundles[0], rss),
      line('limit (COPY | gzip -1)', limit, limits[0], ''),
    ]),
  );
  console.log(`ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), peak RSS ${rss} (under 256 MiB)`);
  const reached = ratio <= MOST_RATIO && memory < MOST_MEMORY;
  const path = writeResults('export', { reached, ratio, seconds, limit, memory, limits, bundles });
  console.log(`${reached ? 'reached' : 'NOT reached'}; ${path}`);
}
