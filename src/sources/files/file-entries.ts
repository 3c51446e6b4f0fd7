import { lstat, open, stat } from 'node:fs/promises';
import { isAbsolute, posix, sep } from 'node:path';
import { codeOf } from '../../platform/errors/code-of.js';

// A path comes from rows that people write: nothing but letters that a ZIP and a folder can hold.
const CONTROL = /[\p{Cc}\\]/u;

/** Whether there is a file, or a link that leads to one or to nothing; what a link to a folder stands for is no file. */
export async function isFile(entry: string): Promise<boolean> {
  const found = await lstat(entry);
  if (!found.isSymbolicLink()) return found.isFile();
  try {
    return (await stat(entry)).isFile();
  } catch (error) {
    if (isMissing(error) || codeOf(error) === 'ELOOP') return true;
    throw error;
  }
}

/** Makes a file beside another, written by `write`, with its owner and its rights, on the disk when this ends. */
export async function makeLike(other: string, path: string, write: () => Promise<boolean>): Promise<boolean> {
  const { mode, uid, gid } = await stat(other);
  const handle = await open(path, 'wx+', mode & 0o777);
  try {
    if (!(await write())) return false;
    await handle.chmod(mode & 0o7777);
    // Only the system's administrator may give files away.
    if (process.getuid?.() === 0) await handle.chown(uid, gid);
    await handle.sync();
    return true;
  } finally {
    await handle.close();
  }
}

export function isBelow(root: string, real: string): boolean {
  return real.startsWith(root.endsWith(sep) ? root : root + sep);
}

export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The path as it is below the folder. @returns undefined for one that leads out of the folder, or that is none */
export function relativePath(named: string): string | undefined {
  if (CONTROL.test(named) || isAbsolute(named)) return undefined;
  const path = posix.normalize(named);
  if (path === '.' || path === '..' || path.startsWith('../') || path.endsWith('/')) return undefined;
  return path;
}
