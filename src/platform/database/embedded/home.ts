import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from '../../errors/code-of.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { makeFolder } from './files.js';
import { type OsUser, ownUser } from './os-user.js';
import { run } from './run.js';
import { isShared, makeSharedHome, pointerOf, readPointer } from './shared-home.js';
import { serviceUser } from './system-users.js';

/** The folder that holds the cluster of one data folder, and what processes tell each other about it. */
export interface DatabaseHome {
  readonly dir: string;
  /** Of `dir`. */
  readonly owner: OsUser;
  /** Whom PostgreSQL runs as: this process's own user unless that is root. */
  readonly server: OsUser;
}

export const clusterOf = (home: DatabaseHome): string => join(home.dir, 'cluster');

/**
 * Finds the home of a data folder, or makes an empty one.
 * @throws EmbeddedDatabaseError where this user cannot have it
 */
export async function openHome(dataDir: string, log?: (line: string) => void): Promise<DatabaseHome> {
  const folder = openDataFolder(dataDir);
  const found = findHome(folder);
  if (found !== undefined) return describe(found, folder);
  const self = ownUser();
  const server = self.uid === 0 ? await serviceUser() : self;
  const local = localHome(folder);
  try {
    if (await canEnter(folder, server)) makeFolder(local, self.uid === 0 ? 0o711 : 0o700, self);
    else makeSharedHome(folder, self, log);
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
  try {
    const pointed = readPointer(folder);
    if (pointed !== undefined) return pointed;
  } catch (error) {
    throw refusal(folder, error);
  }
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
    if (!existsSync(path)) makeDataFolder(path, self);
    return realpathSync(path);
  } catch (error) {
    throw refusal(path, error);
  }
}

/** The folder appears with its mode: a process that came by in between would choose another place for the cluster. */
function makeDataFolder(path: string, self: OsUser): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  makeFolder(beside, self.uid === 0 ? 0o711 : 0o700, self);
  try {
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { recursive: true });
    if (!existsSync(path)) throw error;
  }
}

async function describe(dir: string, folder: string): Promise<DatabaseHome> {
  const self = ownUser();
  const owner = ownerOf(dir, folder);
  if (owner === undefined) {
    throw new EmbeddedDatabaseError(
      `The database of ${folder} should lie in ${dir}, which is gone: put it back, or remove ${pointerOf(folder)} to begin with an empty one.`,
    );
  }
  if (self.uid !== 0) {
    if (owner.uid !== self.uid) throw refusal(folder);
    return { dir, owner, server: self };
  }
  if (isShared(dir) && owner.uid !== 0) throw refusal(folder);
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
    if (!found.isDirectory()) {
      throw new EmbeddedDatabaseError(`${path} is not a folder, as the database of ${folder} needs.`);
    }
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
