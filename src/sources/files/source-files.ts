import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, posix, sep } from 'node:path';
import { codeOf } from '../../platform/errors/code-of.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';

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
      const root = await realpath(this.folder);
      const real = await realpath(join(root, path));
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return 'outside';
      // Not what a link put there since, and never a pipe that would wait for a writer.
      const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      if ((await handle.stat()).isFile()) return { path, handle };
      await handle.close();
      return 'unreadable';
    } catch (error) {
      const code = codeOf(error);
      return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
    }
  }
}

/** @returns undefined for a path that leads out of the folder, or that is none */
function relativePath(named: string): string | undefined {
  if (CONTROL.test(named) || isAbsolute(named)) return undefined;
  const path = posix.normalize(named);
  if (path === '.' || path === '..' || path.startsWith('../') || path.endsWith('/')) return undefined;
  return path;
}
