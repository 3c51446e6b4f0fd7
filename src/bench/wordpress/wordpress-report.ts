import { type MadeBundle } from '../export/make-bundle.js';
import { median, table, writeResults } from '../report.js';
import { type PeerRun } from './peer-run.js';

const MB = 1_000_000;
const MOST_RATIO = 3;
/** Ten times the comments may take this many times as long. */
const MOST_GROWTH = 12;
const MOST_MEMORY = 256 * 1024 * 1024;

export interface LimitRun {
  readonly seconds: number;
  /** Before compression. */
  readonly bytes: number;
  readonly compressed: number;
}

/** What was measured on one site. */
export interface SizeRuns {
  readonly size: string;
  readonly limits: readonly LimitRun[];
  readonly bundles: readonly MadeBundle[];
  readonly peer?: PeerRun;
}

export function reportWordpress(measured: readonly SizeRuns[]): void {
  const sizes = measured.map((runs) => ({ ...runs, ...figures(runs) }));
  console.log(
    table([
      ['median of 5', 'seconds', 'records', 'MB written', 'MB stored', 'ratio', 'peak RSS'],
      ...sizes.flatMap(({ size, seconds, limit, ratio, memory, bundles, limits, peer }) => [
        [
          `${size}: bundle (JSON, CSV, pages)`,
          seconds.toFixed(2),
          String(bundles[0]?.records),
          megabytes(bundles[0]?.bytes),
          megabytes(bundles[0]?.compressed),
          ratio.toFixed(2),
          `${(memory / 1024 / 1024).toFixed(0)} MiB`,
        ],
        [
          `${size}: limit (mariadb | gzip -1)`,
          ...[limit.toFixed(2), '', megabytes(limits[0]?.bytes), megabytes(limits[0]?.compressed), '', ''],
        ],
        ...(peer === undefined
          ? []
          : [[`${size}: WordPress, once`, peer.seconds.toFixed(2), '', '', '', '', '']]),
      ]),
    ]),
  );
  const m = sizes.find(({ size }) => size === 'm')?.seconds;
  const l = sizes.find(({ size }) => size === 'l')?.seconds;
  const growth = m === undefined || l === undefined ? undefined : l / m;
  const ratio = Math.max(...sizes.map((size) => size.ratio));
  const memory = Math.max(...sizes.map((size) => size.memory));
  const reached = ratio <= MOST_RATIO && memory < MOST_MEMORY && (growth ?? 0) <= MOST_GROWTH;
  console.log(
    `ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), l takes ${growth?.toFixed(1) ?? '?'} times m (at most ${MOST_GROWTH}), ` +
      `peak RSS ${(memory / 1024 / 1024).toFixed(0)} MiB (under 256 MiB)`,
  );
  const path = writeResults('wordpress', { reached, ratio, growth, memory, sizes });
  console.log(`${reached ? 'reached' : 'NOT reached'}; ${path}`);
}

function figures({ limits, bundles }: SizeRuns) {
  return {
    limit: median(limits.map(({ seconds }) => seconds)),
    seconds: median(bundles.map(({ seconds }) => seconds)),
    ratio: median(bundles.map(({ seconds }, index) => seconds / (limits[index]?.seconds ?? NaN))),
    memory: Math.max(...bundles.map(({ memory }) => memory)),
  };
}

function megabytes(bytes = NaN): string {
  return (bytes / MB).toFixed(1);
}
