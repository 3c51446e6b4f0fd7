import { median, table, writeResults } from '../report.js';

const MOST_RATIO = 3;
const MIB = 1024 * 1024;

export interface ErasureRun {
  readonly seconds: number;
  /** Rows that were changed. */
  readonly rows: number;
  readonly memory?: number;
}

/** What was measured on sites of one size; nothing of the person was left in any. */
export interface SizeErasures {
  readonly size: string;
  readonly comments: number;
  readonly own: number;
  readonly statements: readonly ErasureRun[];
  readonly engine: readonly ErasureRun[];
}

export function reportWordpressErasure(measured: readonly SizeErasures[]): void {
  const sizes = measured.map((runs) => ({ ...runs, ...figures(runs) }));
  console.log(
    table([
      ['', 'median of', 'seconds', 'rows', 'rows/s', 'ratio', 'peak RSS'],
      ...sizes.flatMap(({ size, seconds, limit, ratio, memory, engine, statements }) => [
        line(`${size}: erasure (batches, protocol, gate)`, seconds, engine, [
          ratio.toFixed(2),
          `${(memory / MIB).toFixed(0)} MiB`,
        ]),
        line(`${size}: limit (statements by hand)`, limit, statements, ['', '']),
      ]),
    ]),
  );
  const ratio = Math.max(...sizes.map((size) => size.ratio));
  const reached = ratio <= MOST_RATIO;
  console.log(`nothing of the person left; ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO})`);
  const path = writeResults('wordpress-erasure', { reached, ratio, left: 0, sizes });
  console.log(`${reached ? 'reached' : 'NOT reached'}; ${path}`);
}

function line(name: string, seconds: number, runs: readonly ErasureRun[], more: readonly string[]): string[] {
  const rows = runs[0]?.rows ?? NaN;
  return [name, String(runs.length), seconds.toFixed(2), String(rows), (rows / seconds).toFixed(0), ...more];
}

function figures({ statements, engine }: SizeErasures) {
  return {
    limit: median(statements.map(({ seconds }) => seconds)),
    seconds: median(engine.map(({ seconds }) => seconds)),
    ratio: median(engine.map(({ seconds }, run) => seconds / (statements[run]?.seconds ?? NaN))),
    memory: Math.max(...engine.map(({ memory }) => memory ?? 0)),
  };
}
