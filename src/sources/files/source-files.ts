import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  type FileHandle,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Finding, finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type FileFault, type OpenFile, type RecordedFiles } from './recorded-files.js';
import { isBelow, isFile, isMissing, makeLike, relativePath } from './file-entries.js';
import {
  ImageTooLarge,
  mayBeStripped,
  type Stripping,
  UnwritableImage,
  writeStripped,
} from './strip-image.js';

/** A folder below which the files of a source lie. Nothing outside it is ever opened, whatever records name. */
export class SourceFiles implements RecordedFiles {
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
      if (fault === undefined) return openFile(path, handle);
      await handle.close();
      return fault;
    } catch (error) {
      return isMissing(error) ? 'missing' : 'unreadable';
    }
  }

  /**
   * Deletes the file. A link goes by itself, wherever it leads to: a file inside the folder goes by its own name, and one
   * outside is never touched.
   * @returns false where there is none, or none below the folder
   * @throws SourceUnavailable where the system does not let it go
   */
  async remove(named: string): Promise<boolean> {
    return this.changed(named, async (entry) => {
      if (!(await isFile(entry))) return false;
      await unlink(entry);
      return true;
    });
  }

  /**
   * Takes from an image what says where and by whom it was made. Whoever reads it meanwhile has one or the other, whole.
   * What a link leads to inside the folder stays as it is; the link becomes a file of its own.
   * @returns true where the image says nothing any more; false where there is none: what is no image stays as it is
   * @throws SourceUnavailable where the system does not allow it, or the image is too large or of a format that cannot be
   * written
   */
  async strip(named: string): Promise<boolean> {
    return this.changed(named, async (entry, path) => {
      const real = await this.locate(path);
      if (real === undefined || !(await stat(real)).isFile() || !(await mayBeStripped(real))) return false;
      const beside = join(dirname(entry), `.${randomBytes(12).toString('hex')}`);
      let became: Stripping = 'no image';
      try {
        const written = await makeLike(real, beside, async () => {
          became = await writeStripped(real, beside);
          return became === 'written';
        });
        if (written) await rename(beside, entry);
      } finally {
        await rm(beside, { force: true });
      }
      return became !== 'no image';
    });
  }

  private async changed(
    named: string,
    change: (entry: string, path: string) => Promise<boolean>,
  ): Promise<boolean> {
    const path = relativePath(named);
    if (path === undefined) return false;
    try {
      const entry = await this.entry(path);
      return entry !== undefined && (await change(entry, path));
    } catch (error) {
      if (isMissing(error)) return false;
      throw new SourceUnavailable(this.source, this.whyItStays(error));
    }
  }

  /** What the system says names the file. */
  private whyItStays(error: unknown): Finding {
    const { source } = this;
    if (error instanceof UnwritableImage) return finding('fileSpeaks', { source });
    if (!(error instanceof ImageTooLarge)) return finding('fileStays', { source });
    return finding('imageStays', { source, width: error.width, height: error.height });
  }

  private async faultOf(handle: FileHandle, real: string): Promise<FileFault | undefined> {
    if (!(await handle.stat()).isFile()) return 'unreadable';
    // A folder on the way may have become a link since it was looked at; Linux tells what was opened.
    const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => real);
    return isBelow(await realpath(this.folder), opened) ? undefined : 'outside';
  }

  /** Where the file or link of this name lies; undefined where that is outside. */
  private async entry(path: string): Promise<string | undefined> {
    const root = await realpath(this.folder);
    const parent = await realpath(join(root, dirname(path)));
    return parent === root || isBelow(root, parent) ? join(parent, basename(path)) : undefined;
  }

  /** Where the file really lies; undefined where that is outside. */
  private async locate(path: string): Promise<string | undefined> {
    const root = await realpath(this.folder);
    const real = await realpath(join(root, path));
    return isBelow(root, real) ? real : undefined;
  }
}

function openFile(path: string, handle: FileHandle): OpenFile {
  return {
    path,
    read: (piece) => handle.createReadStream({ autoClose: false, start: 0, highWaterMark: piece }),
    close: () => handle.close(),
  };
}
