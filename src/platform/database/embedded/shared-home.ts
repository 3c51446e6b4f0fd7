import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../../errors/code-of.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { makeFolder, writeOnce } from './files.js';
import { type OsUser } from './os-user.js';

/** Where the clusters of portals started as root lie, if PostgreSQL's user cannot reach their data folders. */
export const SHARED_HOMES = '/var/lib/athar';

/** A file in the data folder that names the home, where the home lies elsewhere. */
export const pointerOf = (folder: string): string => join(folder, 'postgres-location');

export const isShared = (home: string): boolean => dirname(home) === SHARED_HOMES;

/** The home that a data folder's pointer names, if it has a pointer. */
export function readPointer(folder: string): string | undefined {
  let dir: string;
  try {
    dir = readFileSync(pointerOf(folder), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  // The data folder may be someone else's: root follows it to one of root's own folders only.
  if (isShared(dir) && NAME.test(dir.slice(SHARED_HOMES.length + 1))) return dir;
  throw new EmbeddedDatabaseError(
    `${pointerOf(folder)} does not name a folder in ${SHARED_HOMES}: put back the original or remove it.`,
  );
}

/** Makes an empty home and points to it, unless another process did so first. */
export function makeSharedHome(folder: string, self: OsUser, log?: (line: string) => void): void {
  makeParent();
  const forgotten = homesOf(folder);
  const dir = join(SHARED_HOMES, randomBytes(8).toString('hex'));
  makeFolder(dir, 0o711, self);
  writeOnce(join(dir, BACK), `${folder}\n`, 0o600, self);
  if (!writeOnce(pointerOf(folder), `${dir}\n`, 0o644, self)) {
    rmSync(dir, { recursive: true });
    return;
  }
  // It still holds personal data, which whoever deleted the data folder may believe gone.
  for (const old of forgotten) {
    log?.(`An earlier database of ${folder} is still in ${old}: delete that folder if it is not needed.`);
  }
}

/** Names the data folder, for whoever finds a home. */
const BACK = 'data-folder';
const NAME = /^[0-9a-f]{16}$/;

function makeParent(): void {
  if (existsSync(SHARED_HOMES)) return;
  mkdirSync(SHARED_HOMES, { recursive: true });
  chmodSync(SHARED_HOMES, 0o755);
}

function homesOf(folder: string): string[] {
  return readdirSync(SHARED_HOMES)
    .map((name) => join(SHARED_HOMES, name))
    .filter((home) => isHomeOf(home, folder));
}

function isHomeOf(home: string, folder: string): boolean {
  try {
    return readFileSync(join(home, BACK), 'utf8').trim() === folder;
  } catch {
    return false;
  }
}
