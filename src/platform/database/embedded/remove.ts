import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { existingHome } from './home.js';
import { findPostmaster } from './postmaster.js';
import { pointerOf } from './shared-home.js';
import { takeStartLock } from './start-lock.js';

/**
 * Deletes the database of a data folder, wherever it lies; nothing else in the folder. The server must be stopped.
 * @throws EmbeddedDatabaseError where it runs
 */
export async function removeEmbeddedDatabase(dataDir: string): Promise<void> {
  const home = await existingHome(dataDir);
  if (home === undefined) return;
  const lock = await takeStartLock(home.dir);
  if (findPostmaster(home) !== undefined) {
    lock.release();
    throw new EmbeddedDatabaseError(`The database in ${home.dir} runs: stop Athar first.`);
  }
  // The lock goes with the folder.
  rmSync(home.dir, { recursive: true, force: true, maxRetries: 3 });
  rmSync(pointerOf(resolve(dataDir)), { force: true });
}
