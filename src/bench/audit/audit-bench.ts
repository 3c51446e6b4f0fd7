import { openBenchDatabase } from '../bench-database.js';
import { runChild } from '../child.js';
import { writeResults } from '../report.js';
import { size } from '../sizes.js';
import {
  type ExportRun,
  figures,
  type ForgetRun,
  type Measured,
  type Rate,
  type SearchTimes,
} from './audit-report.js';
import { figureTable, tables } from './audit-tables.js';
import { seedEvents } from './seed-events.js';

const RUNS = 5;
const WRITERS = 16;

type Settings = Readonly<Record<string, string>>;

/**
 * The log with ten million events in it, each figure beside its limit in the same run: appending, numbering, signing, searching,
 * exporting, verifying and forgetting. Each side and its limit take turns, each run in a process of its own. BENCH_LOG_URL names a
 * database that was filled before, and stays; BENCH_PARTS which of `PARTS` are measured.
 */
export async function auditBench(): Promise<void> {
  const events = size('BENCH_EVENTS', 10_000_000);
  const parts = chosenParts();
  const kept = process.env.BENCH_LOG_URL;
  const database =
    kept === undefined ? await openBenchDatabase() : { url: kept, stop: () => Promise.resolve() };
  try {
    const seeded = kept === undefined ? await fill(database.url, events) : undefined;
    const measured = await measure({ BENCH_DATABASE_URL: database.url }, parts);
    const all = figures(measured);
    for (const text of [...tables(measured), figureTable(all)]) console.log(`\n${text}`);
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

/** What may be measured by itself, in the order of measuring: searches on the log as it was filled, and what is appended lies on top. */
const PARTS = ['search', 'append', 'export', 'verify', 'forget'] as const;

/** @throws Error for a part that there is not */
function chosenParts(): ReadonlySet<string> {
  const given = process.env.BENCH_PARTS ?? '';
  if (given === '') return new Set(PARTS);
  const chosen = given.split(',');
  const unknown = chosen.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) {
    throw new Error(`BENCH_PARTS names ${unknown.join(', ')}; audit has the parts ${PARTS.join(', ')}.`);
  }
  return new Set(chosen);
}

async function measure(settings: Settings, parts: ReadonlySet<string>): Promise<Measured> {
  const searches = parts.has('search') ? await searchRuns(settings) : [];
  const appends = parts.has('append') ? await appendRuns(settings) : NO_APPENDS;
  const exports = parts.has('export') ? await exportRuns(settings) : NO_EXPORTS;
  const verifications = parts.has('verify') ? await verifyRuns(settings) : NO_VERIFICATIONS;
  const forgets: ForgetRun[] = [];
  for (let turn = 1; parts.has('forget') && turn <= RUNS; turn += 1) {
    forgets.push(await run('forget-run.js', settings));
  }
  return { searches, ...appends, exports, verifications, forgets };
}

const NO_APPENDS: Pick<Measured, 'append' | 'insert' | 'sequence' | 'signed'> = {
  append: [],
  insert: [],
  sequence: [],
  signed: [],
};
const NO_EXPORTS: Measured['exports'] = { limit: [], ndjson: [], csv: [] };
const NO_VERIFICATIONS: Measured['verifications'] = { limit: [], least: [], verify: [] };

async function searchRuns(settings: Settings): Promise<SearchTimes[]> {
  const searches = await run<SearchTimes[]>('search-run.js', {
    ...settings,
    BENCH_ROUNDS: String(size('BENCH_ROUNDS', 15)),
  });
  console.log('Searches done.');
  return searches;
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
  const runs: Record<keyof Measured['verifications'], ExportRun[]> = { limit: [], least: [], verify: [] };
  const turns = size('BENCH_EXPORTS', RUNS);
  for (let turn = 1; turn <= turns; turn += 1) {
    runs.limit.push(await run('verify-limit-run.js', { ...settings, BENCH_BYTES: 'same' }));
    runs.least.push(await run('verify-limit-run.js', { ...settings, BENCH_BYTES: 'least' }));
    runs.verify.push(await run('verify-run.js', settings));
    console.log(`Verifications, run ${turn} of ${turns}.`);
  }
  return runs;
}

function run<Answer>(file: string, settings: Settings): Promise<Answer> {
  return runChild<Answer>(new URL(file, import.meta.url), settings);
}
