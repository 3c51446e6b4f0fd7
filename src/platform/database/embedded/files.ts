import { randomBytes } from 'node:crypto';
import { chmodSync, lchownSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf } from '../../errors/code-of.js';
import { type OsUser, ownUser } from './os-user.js';

/** Writes a file that appears whole or not at all, and never through a symbolic link that lies in its place. */
export function writeWhole(path: string, text: string, mode: number, owner: OsUser): void {
  renameSync(writeBeside(path, text, mode, owner), path);
}

/** Like `writeWhole`, but leaves a file that is there alone. @returns whether the file is ours */
export function writeOnce(path: string, text: string, mode: number, owner: OsUser): boolean {
  const beside = writeBeside(path, text, mode, owner);
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Hands a file or folder to `owner`, where that is someone else and we are root. */
export function giveTo(path: string, owner: OsUser): void {
  const self = ownUser();
  if (self.uid === 0 && owner.uid !== 0) lchownSync(path, owner.uid, owner.gid);
}

/** Makes a folder that is not there yet, with exactly this mode. */
export function makeFolder(path: string, mode: number, owner: OsUser): void {
  mkdirSync(path, { mode });
  chmodSync(path, mode);
  giveTo(path, owner);
}

function writeBeside(path: string, text: string, mode: number, owner: OsUser): string {
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, text, { mode, flag: 'wx', flush: true });
  // Whatever the umask took away.
  chmodSync(beside, mode);
  giveTo(beside, owner);
  return beside;
}
