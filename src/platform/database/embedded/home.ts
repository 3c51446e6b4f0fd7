import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { codeOf, makeFolder, writeOnce } from './files.js';
import { type OsUser, ownUser, serviceUser } from './os-user.js';
import { run } from './run.js';

/** Where the clusters of portals started as root lie, if PostgreSQL's user cannot reach their data folders. */
export const SHARED_HOMES = '/var/lib/athar';

/** The folder that holds the cluster of one data folder, and what processes tell each other about it. */
export interface DatabaseHome {
  readonly dir: string;
  /** Of `dir`. */
  readonly owner: OsUser;
  /** Whom PostgreSQL runs as: this process's own user unless that is root. */
  readonly server: OsUser;
}

export const clusterOf = (home: DatabaseHome): string => join(home.dir, 'cluster');

/** A file in the data folder that names the home, where the home lies elsewhere. */
export const pointerOf = (dataDir: string): string => join(dataDir, 'postgres-location');

/** Finds the home of a data folder, or makes an empty one. @throws EmbeddedDatabaseError where this user cannot have it */
export async function openHome(dataDir: string): Promise<DatabaseHome> {
  const folder = openDataFolder(dataDir);
  const found = findHome(folder);
  if (found !== undefined) return describe(found, folder);
  const self = ownUser();
  const server = self.uid === 0 ? await serviceUser() : self;
  const local = localHome(folder);
  try {
    if (await canEnter(folder, server)) makeFolder(local, self.uid === 0 ? 0o711 : 0o700, self);
    else makeSharedHome(folder, self);
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) !== 'EEXIST') throw refusal(folder, error);
  }
  return describe(findHome(folder) ?? local, folder);
}

/** The home that a data folder has already, if this user can see one. */
export async function existingHome(dataDir: string): Promise<DatabaseHome | undefined> {
  const path = resolve(dataDir);
  if (!existsSync(path)) return undefined;
  const folder = realpathSync(path);
  const found = findHome(folder);
  return found === undefined ? undefined : describe(found, folder);
}

function findHome(folder: string): string | undefined {
  const pointed = readPointer(folder);
  if (pointed !== undefined) return pointed;
  return existsSync(localHome(folder)) ? localHome(folder) : undefined;
}

/** Whether `user` may enter `folder`, as only the system can tell (modes of all parents, access lists). */
export async function canEnter(folder: string, user: OsUser): Promise<boolean> {
  if (user.uid === ownUser().uid) return true;
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], user)).code === 0;
}

const localHome = (folder: string) => join(folder, 'postgres');

/** PostgreSQL's user must be able to pass through a data folder that root makes, but not to look around in it. */
function openDataFolder(dataDir: string): string {
  const path = resolve(dataDir);
  const self = ownUser();
  try {
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      mkdirSync(path, { mode: 0o700 });
      chmodSync(path, self.uid === 0 ? 0o711 : 0o700);
    }
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return realpathSync(path);
    throw refusal(path, error);
  }
}

function readPointer(folder: string): string | undefined {
  try {
    const dir = readFileSync(pointerOf(folder), 'utf8').trim();
    // The data folder may be someone else's: root follows it to one of root's own folders only.
    if (/^[0-9a-f]+$/.test(dir.slice(SHARED_HOMES.length + 1)) && dir.startsWith(`${SHARED_HOMES}/`))
      return dir;
    throw new EmbeddedDatabaseError(
      `${pointerOf(folder)} does not name a folder in ${SHARED_HOMES}: put back the original or remove it.`,
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refusal(folder, error);
  }
}

function makeSharedHome(folder: string, self: OsUser): void {
  const dir = join(SHARED_HOMES, randomBytes(8).toString('hex'));
  if (!existsSync(SHARED_HOMES)) {
    mkdirSync(SHARED_HOMES, { recursive: true });
    chmodSync(SHARED_HOMES, 0o755);
  }
  makeFolder(dir, 0o711, self);
  writeOnce(join(dir, 'data-folder'), `${folder}\n`, 0o600, self);
  const ours = writeOnce(pointerOf(folder), `${dir}\n`, 0o644, self);
  if (!ours) rmSync(dir, { recursive: true });
}

async function describe(dir: string, folder: string): Promise<DatabaseHome> {
  const self = ownUser();
  const owner = ownerOf(dir, folder);
  if (owner === undefined)
    throw new EmbeddedDatabaseError(`The database of ${folder} should lie in ${dir}, which is gone.`);
  if (self.uid !== 0) {
    if (owner.uid !== self.uid) throw refusal(folder);
    return { dir, owner, server: self };
  }
  if (dir.startsWith(`${SHARED_HOMES}/`) && owner.uid !== 0) throw refusal(folder);
  return { dir, owner, server: await serverFor(dir, owner, folder) };
}

/** Root runs a cluster as whoever it belongs to. */
async function serverFor(dir: string, owner: OsUser, folder: string): Promise<OsUser> {
  const made = ownerOf(join(dir, 'cluster'), folder);
  if (made !== undefined && made.uid !== 0) return made;
  return owner.uid === 0 ? serviceUser() : owner;
}

function ownerOf(path: string, folder: string): OsUser | undefined {
  try {
    const found = lstatSync(path);
    if (!found.isDirectory())
      throw new EmbeddedDatabaseError(`${path} is not a folder, as the database of ${folder} needs.`);
    return { uid: found.uid, gid: found.gid };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refusal(folder, error);
  }
}

function refusal(folder: string, cause?: unknown): Error {
  if (cause instanceof EmbeddedDatabaseError) return cause;
  const code = codeOf(cause) ?? 'EACCES';
  const sentence =
    code === 'EACCES' || code === 'EPERM'
      ? `The data folder ${folder} or the database in it belongs to another user (was it first used as root?): start as that user, or set ATHAR_DATA_DIR to a folder of your own.`
      : `The data folder ${folder} cannot be used (${code}): set ATHAR_DATA_DIR to a folder that can.`;
  return new EmbeddedDatabaseError(sentence, { cause });
}
