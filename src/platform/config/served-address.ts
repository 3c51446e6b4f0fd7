import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config } from './config.js';

const fileIn = (dataDir: string) => join(dataDir, 'address');

/** Leaves word, for commands beside it, of where an instance with an embedded database serves. */
export function noteAddress(config: Config): void {
  if (config.databaseUrl !== undefined || config.role === 'worker') return;
  writeFileSync(fileIn(config.dataDir), `${config.baseUrl}\n`, { mode: 0o600 });
}

/** Takes the word back, when the instance ends. */
export function dropAddress(config: Config): void {
  if (config.databaseUrl !== undefined || config.role === 'worker') return;
  rmSync(fileIn(config.dataDir), { force: true });
}

/** Where the instance of these settings serves; undefined where it left no word. */
export function notedAddress(config: Pick<Config, 'databaseUrl' | 'dataDir'>): string | undefined {
  if (config.databaseUrl !== undefined) return undefined;
  try {
    return readFileSync(fileIn(config.dataDir), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
