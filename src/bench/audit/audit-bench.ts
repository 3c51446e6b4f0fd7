import { openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { writeResults } from '../report.js';
import { size } from '../sizes.js';
import {
  exportTable,
  figures,
  figureTable,
  type ForgetRun,
  type ExportRun,
  type Measured,
  type Rate,
  rateTable,
  type SearchTimes,
  searchTable,
  verifyTable,
} from './audit-report.js';
import { seedEvents } from './seed-events.js';

const RUNS = 5;
const WRITERS = 16;

type Settings = Readonly<Record<string, string>>;

/**
 * The log with ten million events in it, each figure beside its limit in the same run: appending, numbering, signing, searching,
 * exporting, verifying and forgetting. Each side and its limit take turns, each run in a process of its own. BENCH_LOG_URL names a
 * database that was filled before, and stays.
 */
export async function auditBench(): Promise<void> {
  const events = size('BENCH_EVENTS', 10_000_000);
  const kept = process.env.BENCH_LOG_URL;
  const database =
    kept === undefined ? await openBenchDatabase() : { url: kept, stop: () => Promise.resolve() };
  try {
    const seeded = kept === undefined ? await fill(database.url, events) : undefined;
    const measured = await measure({ BENCH_DATABASE_URL: database.url });
    const all = figures(measured);
    const tables = [
      rateTable(measured),
      searchTable(measured.searches),
      exportTable(measured.exports),
      verifyTable(measured.verifications),
      figureTable(all),
    ];
    for (const text of tables) console.log(`\n${text}`);
    console.log(`\n${writeResults('audit', { events, seeded, figures: all, ...measured })}`);
  } finally {
    await database.stop();
  }
}

/** @returns seconds */
async function fill(url: string, events: number): Promise<number> {
  console.log(`Filling a log with ${events} events...`);
  const started = performance.now();
  await seedEvents(url, events);
  const seconds = (performance.now() - started) / 1000;
  console.log(`Filled in ${seconds.toFixed(0)} s.`);
  return seconds;
}

/** Searches come first, on the log as it was filled; what is appended lies on top of it. */
async function measure(settings: Settings): Promise<Measured> {
  const searches = await run<SearchTimes[]>('search-run.js', {
    ...settings,
    BENCH_ROUNDS: String(size('BENCH_ROUNDS', 15)),
  });
  console.log('Searches done.');
  const appends = await appendRuns(settings);
  const exports = await exportRuns(settings);
  const verifications = await verifyRuns(settings);
  const forgets: ForgetRun[] = [];
  for (let turn = 1; turn <= RUNS; turn += 1) forgets.push(await run('forget-run.js', settings));
  return { searches, ...appends, exports, verifications, forgets };
}

async function appendRuns(
  settings: Settings,
): Promise<Pick<Measured, 'append' | 'insert' | 'sequence' | 'signed'>> {
  const writing = {
    ...settings,
    BENCH_WRITERS: String(WRITERS),
    BENCH_SECONDS: String(size('BENCH_SECONDS', 5)),
    BENCH_QUEUED: '50000',
  };
  const found = { append: [] as Rate[], insert: [] as Rate[], sequence: [] as Rate[], signed: [] as Rate[] };
  for (let turn = 1; turn <= RUNS; turn += 1) {
    found.append.push(await run('append-run.js', { ...writing, BENCH_SIGNED: 'no' }));
    found.insert.push(await run('append-limit-run.js', writing));
    found.signed.push(await run('append-run.js', { ...writing, BENCH_SIGNED: 'yes' }));
    found.sequence.push(await run('sequence-run.js', writing));
    console.log(`Appends, run ${turn} of ${RUNS}.`);
  }
  return found;
}

async function exportRuns(settings: Settings): Promise<Measured['exports']> {
  const runs: Record<keyof Measured['exports'], ExportRun[]> = { limit: [], ndjson: [], csv: [] };
  const turns = size('BENCH_EXPORTS', RUNS);
  for (let turn = 1; turn <= turns; turn += 1) {
    runs.limit.push(await run('export-limit-run.js', settings));
    runs.ndjson.push(await run('export-run.js', { ...settings, BENCH_FORMAT: 'ndjson' }));
    runs.csv.push(await run('export-run.js', { ...settings, BENCH_FORMAT: 'csv' }));
    console.log(`Exports, run ${turn} of ${turns}.`);
  }
  return runs;
}

async function verifyRuns(settings: Settings): Promise<Measured['verifications']> {
  const runs: Record<keyof Measured['verifications'], ExportRun[]> = { limit: [], verify: [] };
  const turns = size('BENCH_EXPORTS', RUNS);
  for (let turn = 1; turn <= turns; turn += 1) {
    runs.limit.push(await run('verify-limit-run.js', settings));
    runs.verify.push(await run('verify-run.js', settings));
    console.log(`Verifications, run ${turn} of ${turns}.`);
  }
  return runs;
}

function run<Answer>(file: string, settings: Settings): Promise<Answer> {
  return runChild<Answer>(new URL(file, import.meta.url), settings);
}
