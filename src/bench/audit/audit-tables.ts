import { median, table } from '../report.js';
import {
  type ExportRun,
  type Figure,
  type Measured,
  percentile,
  rate,
  type Rate,
  type SearchTimes,
} from './audit-report.js';

const MIB = 1024 * 1024;

/** What was measured, a table for each part that was. */
export function tables(measured: Measured): string[] {
  const { append, searches, exports, verifications } = measured;
  return [
    ...(append.length === 0 ? [] : [rateTable(measured)]),
    ...(searches.length === 0 ? [] : [searchTable(searches)]),
    ...(exports.limit.length === 0 ? [] : [exportTable(exports)]),
    ...(verifications.limit.length === 0 ? [] : [verifyTable(verifications)]),
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

function rateTable({ append, insert, sequence, signed }: Measured): string {
  const line = (name: string, side: readonly Rate[]) => [name, rate(side).toFixed(0)];
  return table([
    ['medians', 'events/s'],
    line('append, 16 clients', append),
    line('the same, numbered and signed meanwhile', signed),
    line('plain inserts, 16 clients', insert),
    line('sequencer and tree', sequence),
  ]);
}

function searchTable(searches: readonly SearchTimes[]): string {
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

function verifyTable({ verify, limit, least }: Measured['verifications']): string {
  return volumeTable('verification', [
    ['the whole log, leaf by leaf', verify],
    ['limit (one SHA-256 over the same bytes)', limit],
    ['one SHA-256 over leaves and values alone', least],
  ]);
}

function exportTable(exports: Measured['exports']): string {
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
