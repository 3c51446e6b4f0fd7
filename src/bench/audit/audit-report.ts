import { median, table } from '../report.js';

const MB = 1_000_000;
const MIB = 1024 * 1024;

export interface AppendRun {
  readonly events: number;
  readonly seconds: number;
  /** Events in the queue at the worst moment; the limit has no sequencer. */
  readonly most?: number;
  /** Seconds from the last append until every event had its number. */
  readonly caughtUp?: number;
}

/** Times, in milliseconds, of the first page of one search, and how many events the fullest had. */
export interface SearchTimes {
  readonly name: string;
  readonly times: number[];
  most: number;
}

export interface ExportRun {
  readonly seconds: number;
  readonly bytes: number;
  readonly memory?: number;
}

/** A part of the report, and its numbers for the file. */
interface Part {
  readonly text: string;
  readonly results: object;
}

export function appendTable(runs: Readonly<Record<'limit' | 'one' | 'many', readonly AppendRun[]>>): Part {
  const rate = (side: readonly AppendRun[]) => median(side.map(({ events, seconds }) => events / seconds));
  const limit = rate(runs.limit);
  const line = (name: string, side: readonly AppendRun[]): string[] => [
    name,
    rate(side).toFixed(0),
    side.some(({ most }) => most === undefined) ? '' : String(Math.max(...side.map(({ most }) => most ?? 0))),
    side.some(({ caughtUp }) => caughtUp === undefined)
      ? ''
      : Math.max(...side.map(({ caughtUp }) => caughtUp ?? 0)).toFixed(2),
  ];
  const text = table([
    ['appends, median of 5', 'events/s', 'most behind', 'behind at the end, s'],
    line('one connection', runs.one),
    line('eight connections', runs.many),
    line('limit (plain INSERTs, one connection)', runs.limit),
  ]);
  const ratio = limit / rate(runs.one);
  return {
    text: `${text}\nratio ${ratio.toFixed(2)} on one connection`,
    results: { appendsRatio: ratio, appendsPerSecond: rate(runs.one), appendsLimit: limit },
  };
}

export function searchTable(searches: readonly SearchTimes[]): Part {
  const lines = searches.map(({ name, times, most }) => [
    name,
    median(times).toFixed(1),
    Math.max(...times).toFixed(1),
    String(most),
  ]);
  const worst = Math.max(...searches.flatMap(({ times }) => times));
  return {
    text: table([['first page of', 'median, ms', 'worst, ms', 'events'], ...lines]),
    results: {
      searchWorst: worst,
      searchWorstMedian: Math.max(...searches.map(({ times }) => median(times))),
    },
  };
}

export function exportTable(runs: Readonly<Record<'limit' | 'ndjson' | 'csv', readonly ExportRun[]>>): Part {
  const seconds = (side: readonly ExportRun[]) => median(side.map((run) => run.seconds));
  const ratio = (side: readonly ExportRun[]) =>
    median(side.map((run, turn) => run.seconds / (runs.limit[turn]?.seconds ?? NaN)));
  const memory = Math.max(...[...runs.ndjson, ...runs.csv].map((run) => run.memory ?? 0));
  const line = (name: string, side: readonly ExportRun[], beside: string): string[] => {
    const megabytes = (side[0]?.bytes ?? NaN) / MB;
    const time = seconds(side);
    return [name, time.toFixed(2), megabytes.toFixed(1), (megabytes / time).toFixed(1), beside, rss(side)];
  };
  const text = table([
    ['export, median of 5', 'seconds', 'MB', 'MB/s', 'ratio', 'peak RSS'],
    line('NDJSON', runs.ndjson, ratio(runs.ndjson).toFixed(2)),
    line('CSV', runs.csv, ratio(runs.csv).toFixed(2)),
    line('limit (COPY of the same rows)', runs.limit, ''),
  ]);
  return {
    text,
    results: { ndjsonRatio: ratio(runs.ndjson), csvRatio: ratio(runs.csv), exportMemory: memory },
  };
}

function rss(side: readonly ExportRun[]): string {
  const most = Math.max(...side.map(({ memory }) => memory ?? 0));
  return most === 0 ? '' : `${(most / MIB).toFixed(0)} MiB`;
}
