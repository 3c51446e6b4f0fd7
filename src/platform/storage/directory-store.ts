import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../errors/code-of.js';
import { checkedKey } from './object-key.js';
import { type ByteRange, ObjectStore } from './object-store.js';
import { asFull, ObjectMissing } from './storage-errors.js';

/** Unfinished files lie here; no key leads here, since no part of a key starts with a dot. */
const UNFINISHED = '.unfinished';
/** A file that nobody wrote to for this long has no writer any more: builds are retried well before. */
const ABANDONED = 3_600_000;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Objects as files under one folder, readable by this user alone. A file is written under another name, flushed, then
 * renamed, so that a reader or a crash sees it whole or not at all. Several processes may share the folder.
 */
export class DirectoryStore extends ObjectStore {
  private tidiedAt = 0;

  private constructor(private readonly root: string) {
    super();
  }

  /** Makes the folder where it is missing, and removes what writers that died left behind. */
  static async open(root: string): Promise<DirectoryStore> {
    const store = new DirectoryStore(root);
    await mkdir(join(root, UNFINISHED), { recursive: true, mode: FOLDER_MODE });
    await store.tidy();
    return store;
  }

  override async put(key: string, content: Readable): Promise<void> {
    const path = this.pathOf(key);
    const draft = join(this.root, UNFINISHED, `${draftPrefix(key)}${randomBytes(8).toString('hex')}`);
    try {
      if (Date.now() - this.tidiedAt > ABANDONED) await this.tidy();
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      await writeFlushed(draft, content);
      await rename(draft, path);
      await flushFolders(dirname(path), this.root);
    } catch (error) {
      content.destroy();
      await rm(draft, { force: true });
      throw asFull(error);
    }
  }

  override async size(key: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(key))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  override async read(key: string, range?: ByteRange): Promise<Readable> {
    const file = await this.openObject(key);
    return createReadStream('', { fd: file, highWaterMark: 256 * 1024, ...range });
  }

  override async *list(folder: string): AsyncGenerator<string> {
    const names = await readdir(this.pathOf(folder), { recursive: true, withFileTypes: true }).catch(
      (error: unknown) => {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      },
    );
    for (const entry of names) {
      if (entry.isFile()) yield relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/');
    }
  }

  override async delete(key: string): Promise<void> {
    const path = this.pathOf(key);
    const drafts = join(this.root, UNFINISHED);
    const prefix = draftPrefix(key);
    const left = (await readdir(drafts)).filter((name) => name.startsWith(prefix));
    for (const name of left) await rm(join(drafts, name), { force: true });
    await rm(path, { force: true });
    // Flushed too: a deleted bundle must not be back after a power cut.
    await flushFolders(dirname(path), this.root);
  }

  private pathOf(key: string): string {
    return join(this.root, ...checkedKey(key).split('/'));
  }

  private async openObject(key: string): Promise<FileHandle> {
    try {
      return await open(this.pathOf(key), constants.O_RDONLY);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw new ObjectMissing(key, { cause: error });
      throw error;
    }
  }

  /** Removes drafts without a writer; those of other running processes are younger than that. */
  private async tidy(): Promise<void> {
    this.tidiedAt = Date.now();
    const folder = join(this.root, UNFINISHED);
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const changed = await stat(path).then(
        (found) => found.mtimeMs,
        () => Infinity,
      );
      if (Date.now() - changed > ABANDONED) await rm(path, { force: true });
    }
  }
}

/** Drafts are found by their key without naming it: a file name may be longer than the file system allows. */
function draftPrefix(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}-`;
}

async function writeFlushed(path: string, content: Readable): Promise<void> {
  const options = { flags: 'wx', mode: FILE_MODE, flush: true, highWaterMark: 1024 * 1024 };
  await pipeline(content, createWriteStream(path, options));
}

/** Makes a rename or removal, and folders made on the way, last over a power cut. */
async function flushFolders(folder: string, root: string): Promise<void> {
  for (let path = folder; path.startsWith(root); path = dirname(path)) {
    const handle = await open(path, constants.O_RDONLY).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    try {
      await handle?.sync();
    } finally {
      await handle?.close();
    }
  }
}
