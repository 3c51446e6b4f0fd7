import { median } from '../report.js';

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
  readonly verifications: Readonly<Record<'limit' | 'least' | 'verify', readonly ExportRun[]>>;
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

/** Of the parts that were measured. */
export function figures(measured: Measured): Figure[] {
  return [
    ...appendFigures(measured),
    ...searchFigures(measured),
    ...exportFigures(measured),
    ...verifyFigures(measured),
    ...forgetFigures(measured),
  ];
}

function appendFigures({ append, insert, sequence, signed }: Measured): Figure[] {
  if (append.length === 0) return [];
  const latest = Math.max(...signed.map(({ latency }) => latency ?? NaN));
  return [
    figure('append, of plain inserts by 16 clients', rate(append) / rate(insert), 'x', 0.7, true),
    figure('sequencer and tree, of the append rate', rate(sequence) / rate(append), 'x', 10, true),
    figure('signed after, 99 of 100', latest, 's', 2, false),
  ];
}

function searchFigures({ searches }: Measured): Figure[] {
  if (searches.length === 0) return [];
  const pages = searches.flatMap(({ times, deep }) => [...times, ...deep]);
  return [figure('page of any search, 95 of 100', percentile(pages, 0.95), 'ms', PAGE_LIMIT, false)];
}

function exportFigures({ exports: { limit, ndjson } }: Measured): Figure[] {
  if (limit.length === 0) return [];
  return [figure('export as NDJSON, of COPY', seconds(limit) / seconds(ndjson), 'x', 0.5, true)];
}

function verifyFigures({ verifications: { limit, verify } }: Measured): Figure[] {
  if (limit.length === 0) return [];
  const ratio = seconds(limit) / seconds(verify);
  return [figure('verification, of SHA-256 over the same bytes', ratio, 'x', 1 / 3, true)];
}

function forgetFigures({ forgets }: Measured): Figure[] {
  if (forgets.length === 0) return [];
  const ratio = median(forgets.map(({ forget, rows }) => forget / rows));
  return [figure('forgetting, of deleting as many rows', ratio, 'x', 10, false)];
}

/** Events a second, in the middle of the runs. */
export function rate(side: readonly Rate[]): number {
  return median(side.map((run) => run.events / run.seconds));
}

function seconds(side: readonly ExportRun[]): number {
  return median(side.map((run) => run.seconds));
}

function figure(name: string, value: number, unit: string, limit: number, atLeast: boolean): Figure {
  return { name, value, unit, limit, atLeast, reached: atLeast ? value >= limit : value <= limit };
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}
