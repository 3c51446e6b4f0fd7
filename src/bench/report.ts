import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'bench-results';

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Lines of cells, the first line being the header; columns are as wide as they need. */
export function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  const cellOf = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const written = lines.map((line) => line.map(cellOf));
  return written.map((line) => line.join('  ')).join('\n');
}

/** Writes `bench-results/<name>.json`. @returns its path */
export function writeResults(name: string, results: object): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.json`);
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length };
  writeFileSync(
    path,
    `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...results }, undefined, 2)}\n`,
  );
  return path;
}
