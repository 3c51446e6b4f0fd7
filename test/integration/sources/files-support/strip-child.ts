import { readFileSync } from 'node:fs';
import { SourceFiles } from '../../../../src/sources/files/source-files.js';

/** The most memory that this process has had so far, in MiB, by Linux's own mark. */
function most(): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

/** Strips these images at once, and says by how much MiB that raised the most that this process had of memory. */
export async function strip(folder: string, names: readonly string[]): Promise<void> {
  const files = new SourceFiles('site', folder);
  const before = most();
  const done = await Promise.all(names.map((name) => files.strip(name)));
  process.stdout.write(JSON.stringify({ done, more: Math.round(most() - before) }));
}
