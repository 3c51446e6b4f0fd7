import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  type FileHandle,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, sep } from 'node:path';
import { codeOf } from '../../platform/errors/code-of.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { mayBeStripped, stripped } from './strip-image.js';

/** Why a file that a record names cannot be had. */
export type FileFault = 'missing' | 'unreadable' | 'outside';

/** A file that is there; whoever gets it closes the handle. */
export interface OpenFile {
  /** Below the folder, without `.` or `..`, its parts parted by `/`. */
  readonly path: string;
  readonly handle: FileHandle;
}

// A path comes from rows that people write: nothing but letters that a ZIP and a folder can hold.
const CONTROL = /[\p{Cc}\\]/u;

/** The folder below which the files of a source lie. Nothing outside it is ever opened, whatever records name. */
export class SourceFiles {
  constructor(
    private readonly source: string,
    private readonly folder: string,
  ) {}

  /** @throws SourceUnavailable where the folder is not there or must not be read: then no file is missing by itself */
  async demand(): Promise<void> {
    try {
      if (!(await stat(this.folder)).isDirectory()) throw new Error('no folder');
      await access(this.folder, constants.R_OK | constants.X_OK);
    } catch {
      throw new SourceUnavailable(this.source, finding('noUploads', { source: this.source }));
    }
  }

  /** Opens the file for reading. */
  async open(named: string): Promise<OpenFile | FileFault> {
    const path = relativePath(named);
    if (path === undefined) return 'outside';
    try {
      const real = await this.locate(path);
      if (real === undefined) return 'outside';
      // Not what a link put there since, and never a pipe that would wait for a writer.
      const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const fault = await this.faultOf(handle, real);
      if (fault === undefined) return { path, handle };
      await handle.close();
      return fault;
    } catch (error) {
      return isMissing(error) ? 'missing' : 'unreadable';
    }
  }

  /**
   * Deletes the file, and a link that led to it.
   * @returns false where there is none, or none below the folder
   * @throws SourceUnavailable where the system does not let it go
   */
  async remove(named: string): Promise<boolean> {
    return this.changed(named, async (real, path) => {
      await unlink(real);
      await rm(path, { force: true });
      return true;
    });
  }

  /**
   * Takes from an image what says where and by whom it was made. Whoever reads it meanwhile has one or the other, whole.
   * @returns false where there is no such image: what is no image stays as it is
   * @throws SourceUnavailable where the system does not allow it
   */
  async strip(named: string): Promise<boolean> {
    return this.changed(named, async (real) => {
      if (!(await mayBeStripped(real))) return false;
      const content = await stripped(await readFile(real));
      if (content === undefined) return false;
      const { mode, uid, gid } = await stat(real);
      const beside = join(dirname(real), `.${randomBytes(12).toString('hex')}`);
      try {
        const handle = await open(beside, 'wx', mode & 0o777);
        try {
          await handle.writeFile(content);
          await handle.chmod(mode & 0o7777);
          // Only the system's administrator may give files away.
          if (process.getuid?.() === 0) await handle.chown(uid, gid);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(beside, real);
      } finally {
        await rm(beside, { force: true });
      }
      return true;
    });
  }

  private async changed(
    named: string,
    change: (real: string, path: string) => Promise<boolean>,
  ): Promise<boolean> {
    const path = relativePath(named);
    if (path === undefined) return false;
    try {
      const real = await this.locate(path);
      if (real === undefined || !(await stat(real)).isFile()) return false;
      return await change(real, join(this.folder, path));
    } catch (error) {
      if (isMissing(error)) return false;
      // What the system says names the file.
      throw new SourceUnavailable(this.source, finding('fileStays', { source: this.source }));
    }
  }

  private async faultOf(handle: FileHandle, real: string): Promise<FileFault | undefined> {
    if (!(await handle.stat()).isFile()) return 'unreadable';
    // A folder on the way may have become a link since it was looked at; Linux tells what was opened.
    const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => real);
    return isBelow(await realpath(this.folder), opened) ? undefined : 'outside';
  }

  /** Where the file really lies; undefined where that is outside. */
  private async locate(path: string): Promise<string | undefined> {
    const root = await realpath(this.folder);
    const real = await realpath(join(root, path));
    return isBelow(root, real) ? real : undefined;
  }
}

function isBelow(root: string, real: string): boolean {
  return real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** @returns undefined for a path that leads out of the folder, or that is none */
function relativePath(named: string): string | undefined {
  if (CONTROL.test(named) || isAbsolute(named)) return undefined;
  const path = posix.normalize(named);
  if (path === '.' || path === '..' || path.startsWith('../') || path.endsWith('/')) return undefined;
  return path;
}
