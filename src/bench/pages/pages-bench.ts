import { openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { seedEvents } from '../audit/seed-events.js';
import { writeResults } from '../report.js';
import { size } from '../sizes.js';
import { type SiteSize } from './fill-site.js';
import { type BenchPage } from './page-list.js';
import { measurePages, type Patience, type Seen } from './measure-pages.js';
import { pagesReport } from './pages-report.js';

interface Size extends SiteSize {
  readonly events: number;
}

/**
 * The pages over HTTP, on a portal with a hundred thousand members, ten thousand open requests and a million events: how
 * long the server takes for each, and how many statements each sends to the database, which must be as many at a tenth of
 * that size. And what a first visit weighs.
 */
export async function pagesBench(): Promise<void> {
  const whole: Size = {
    members: size('BENCH_MEMBERS', 100_000),
    open: size('BENCH_REQUESTS', 10_000),
    closed: 2 * size('BENCH_REQUESTS', 10_000),
    events: size('BENCH_EVENTS', 1_000_000),
    holds: 300,
    bans: 300,
  };
  const tenthOf = (number: number) => Math.ceil(number / 10);
  const tenth: Size = {
    members: tenthOf(whole.members),
    open: tenthOf(whole.open),
    closed: tenthOf(whole.closed),
    events: tenthOf(whole.events),
    holds: tenthOf(whole.holds),
    bans: tenthOf(whole.bans),
  };
  const few = await seen(tenth, { most: 5, milliseconds: 0 });
  const all = await seen(whole, { most: size('BENCH_REQUESTS_A_PAGE', 60), milliseconds: 3000 });
  const { text, results } = pagesReport(few, all);
  console.log(`\n${text}`);
  console.log(`\n${writeResults('pages', { ...whole, ...results, tenth: few, whole: all })}`);
}

async function seen(of: Size, patience: Patience): Promise<Seen> {
  const { events, ...site } = of;
  const database = await openBenchDatabase();
  try {
    console.log(
      `Filling a portal with ${site.members} members, ${site.open} open requests and ${events} events...`,
    );
    const started = performance.now();
    await seedEvents(database.url, events);
    const settings = { BENCH_DATABASE_URL: database.url, BENCH_FOLDER: database.folder };
    await runChild(new URL('fill-run.js', import.meta.url), {
      ...settings,
      BENCH_SITE: JSON.stringify(site),
    });
    console.log(`Filled in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    return await measurePages(settings, patience, progressLine);
  } finally {
    await database.stop();
  }
}

/** Which page of how many is asked for, on one line that changes; where nobody watches, a line a role. */
function progressLine(done: number, all: number, page: BenchPage): void {
  const text = `Page ${done} of ${all}: ${page.role}, ${page.name}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}${done === all ? '\n' : ''}`);
  else if (done % 10 === 0 || done === all) console.log(text);
}
