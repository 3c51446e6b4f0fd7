import { median, table } from '../report.js';

const MIB = 1024 * 1024;

export interface Rate {
  readonly events: number;
  readonly seconds: number;
  /** Seconds until 99 of 100 events were signed; only where they were. */
  readonly latency?: number;
}

/** Times, in milliseconds, of first and later pages of one search. */
export interface SearchTimes {
  readonly name: string;
  readonly times: number[];
  readonly deep: number[];
  /** Pages that were over before they were full. */
  partial: number;
  most: number;
}

export interface ExportRun {
  readonly seconds: number;
  readonly bytes: number;
  readonly memory?: number;
}

export interface ForgetRun {
  readonly forget: number;
  readonly rows: number;
}

/** Everything that was measured, each side run by run. */
export interface Measured {
  readonly append: readonly Rate[];
  readonly insert: readonly Rate[];
  readonly sequence: readonly Rate[];
  readonly signed: readonly Rate[];
  readonly searches: readonly SearchTimes[];
  readonly exports: Readonly<Record<'limit' | 'ndjson' | 'csv', readonly ExportRun[]>>;
  readonly verifications: Readonly<Record<'limit' | 'verify', readonly ExportRun[]>>;
  readonly forgets: readonly ForgetRun[];
}

/** A figure beside what it has to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly atLeast: boolean;
  readonly reached: boolean;
}

/** Milliseconds that a page may take, in 95 of 100 cases. */
const PAGE_LIMIT = 30;

export function figures({
  append,
  insert,
  sequence,
  signed,
  searches,
  exports,
  verifications,
  forgets,
}: Measured): Figure[] {
  const rate = (side: readonly Rate[]) => median(side.map(({ events, seconds }) => events / seconds));
  const seconds = (side: readonly ExportRun[]) => median(side.map((run) => run.seconds));
  const pages = searches.flatMap(({ times, deep }) => [...times, ...deep]);
  const ratio = (side: readonly ExportRun[]) => seconds(exports.limit) / seconds(side);
  return [
    figure('append, of plain inserts by 16 clients', rate(append) / rate(insert), 'x', 0.7, true),
    figure('sequencer and tree, of the append rate', rate(sequence) / rate(append), 'x', 10, true),
    figure(
      'signed after, 99 of 100',
      Math.max(...signed.map(({ latency }) => latency ?? NaN)),
      's',
      2,
      false,
    ),
    figure('page of any search, 95 of 100', percentile(pages, 0.95), 'ms', PAGE_LIMIT, false),
    figure('export as NDJSON, of COPY', ratio(exports.ndjson), 'x', 0.5, true),
    figure(
      'verification, of SHA-256 over the same bytes',
      seconds(verifications.limit) / seconds(verifications.verify),
      'x',
      1 / 3,
      true,
    ),
    figure(
      'forgetting, of deleting as many rows',
      median(forgets.map(({ forget, rows }) => forget / rows)),
      'x',
      10,
      false,
    ),
  ];
}

export function figureTable(all: readonly Figure[]): string {
  return table([
    ['figure', 'measured', 'limit', ''],
    ...all.map(({ name, value, unit, limit, atLeast, reached }) => [
      name,
      `${value.toFixed(2)} ${unit}`,
      `${atLeast ? 'at least' : 'at most'} ${Number(limit.toFixed(2))} ${unit}`,
      reached ? 'reached' : 'NOT reached',
    ]),
  ]);
}

export function rateTable({ append, insert, sequence, signed }: Measured): string {
  const line = (name: string, side: readonly Rate[]) => [
    name,
    median(side.map(({ events, seconds }) => events / seconds)).toFixed(0),
  ];
  return table([
    ['medians', 'events/s'],
    line('append, 16 clients', append),
    line('the same, numbered and signed meanwhile', signed),
    line('plain inserts, 16 clients', insert),
    line('sequencer and tree', sequence),
  ]);
}

export function searchTable(searches: readonly SearchTimes[]): string {
  const lines = searches.map(({ name, times, deep, partial, most }) => [
    name,
    median(times).toFixed(1),
    percentile(times, 0.95).toFixed(1),
    deep.length === 0 ? '' : percentile(deep, 0.95).toFixed(1),
    `${((100 * partial) / (times.length + deep.length)).toFixed(0)} %`,
    String(most),
  ]);
  return table([['pages of', 'median, ms', '95 %, ms', 'later, 95 %', 'partial', 'events'], ...lines]);
}

export function verifyTable({ verify, limit }: Measured['verifications']): string {
  return volumeTable('verification', [
    ['the whole log, leaf by leaf', verify],
    ['limit (one SHA-256 over leaves and values)', limit],
  ]);
}

export function exportTable(exports: Measured['exports']): string {
  return volumeTable('export', [
    ['NDJSON', exports.ndjson],
    ['CSV', exports.csv],
    ['limit (COPY of the same rows)', exports.limit],
  ]);
}

function volumeTable(what: string, sides: readonly (readonly [string, readonly ExportRun[]])[]): string {
  const lines = sides.map(([name, side]) => [
    name,
    median(side.map(({ seconds }) => seconds)).toFixed(2),
    ((side[0]?.bytes ?? NaN) / 1_000_000).toFixed(1),
    side[0]?.memory === undefined ? '' : (Math.max(...side.map(({ memory = 0 }) => memory)) / MIB).toFixed(0),
  ]);
  return table([[what, 'seconds', 'MB', 'peak RSS, MiB'], ...lines]);
}

function figure(name: string, value: number, unit: string, limit: number, atLeast: boolean): Figure {
  return { name, value, unit, limit, atLeast, reached: atLeast ? value >= limit : value <= limit };
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}
