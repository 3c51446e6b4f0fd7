import { openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { writeResults } from '../report.js';
import { size } from '../sizes.js';
import {
  type AppendRun,
  appendTable,
  type ExportRun,
  exportTable,
  type SearchTimes,
  searchTable,
} from './audit-report.js';
import { seedEvents } from './seed-events.js';

const RUNS = 5;
const WRITERS = 8;

/**
 * The log with a million events in it: how many can be appended, how fast auditors find a page, and how fast the whole
 * leaves as NDJSON and CSV. Each side and its limit take turns, each run in a process of its own.
 */
export async function auditBench(): Promise<void> {
  const events = size('BENCH_EVENTS', 1_000_000);
  const database = await openBenchDatabase();
  const settings = { BENCH_DATABASE_URL: database.url };
  try {
    console.log(`Filling a log with ${events} events...`);
    const started = performance.now();
    await seedEvents(database.url, events);
    console.log(`Filled in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    // In this order: what is appended lies on top of a log of the full size, and both exports read the same rows.
    const appends = await appendRuns({ ...settings, BENCH_SECONDS: String(size('BENCH_SECONDS', 2)) });
    const searches = await searchRuns({ ...settings, BENCH_ROUNDS: String(size('BENCH_ROUNDS', 15)) });
    const exports = await exportRuns(settings);
    const made = [appendTable(appends), searchTable(searches), exportTable(exports)];
    for (const { text } of made) console.log(`\n${text}`);
    const results = Object.assign({}, ...made.map(({ results }) => results)) as object;
    console.log(`\n${writeResults('log', { events, ...results, appends, searches, exports })}`);
  } finally {
    await database.stop();
  }
}

async function appendRuns(
  settings: Record<string, string>,
): Promise<Record<'limit' | 'one' | 'many', AppendRun[]>> {
  const run = (file: string, writers: number) =>
    runChild<AppendRun>(new URL(file, import.meta.url), { ...settings, BENCH_WRITERS: String(writers) });
  const runs: Record<'limit' | 'one' | 'many', AppendRun[]> = { limit: [], one: [], many: [] };
  for (let turn = 1; turn <= RUNS; turn += 1) {
    // The sequencer of the next run would move what the limit's run left in the queue, so the limit comes last.
    runs.one.push(await run('append-run.js', 1));
    runs.many.push(await run('append-run.js', WRITERS));
    runs.limit.push(await run('append-limit-run.js', 1));
    const last = { BENCH_LAST: turn === RUNS ? 'yes' : 'no' };
    await runChild(new URL('catch-up-run.js', import.meta.url), { ...settings, ...last });
    console.log(`Appends, run ${turn} of ${RUNS}.`);
  }
  return runs;
}

async function searchRuns(settings: Record<string, string>): Promise<SearchTimes[]> {
  const searches = await runChild<SearchTimes[]>(new URL('search-run.js', import.meta.url), settings);
  console.log('Searches done.');
  return searches;
}

async function exportRuns(
  settings: Record<string, string>,
): Promise<Record<'limit' | 'ndjson' | 'csv', ExportRun[]>> {
  const run = (file: string, format: string) =>
    runChild<ExportRun>(new URL(file, import.meta.url), { ...settings, BENCH_FORMAT: format });
  const runs: Record<'limit' | 'ndjson' | 'csv', ExportRun[]> = { limit: [], ndjson: [], csv: [] };
  for (let turn = 1; turn <= RUNS; turn += 1) {
    runs.limit.push(await run('export-limit-run.js', ''));
    runs.ndjson.push(await run('export-run.js', 'ndjson'));
    runs.csv.push(await run('export-run.js', 'csv'));
    console.log(`Exports, run ${turn} of ${RUNS}.`);
  }
  return runs;
}
