import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { asFull } from '../../platform/storage/storage-errors.js';

const PIECE = 1024 * 1024;

/**
 * A place for what cannot yet go into the bundle, since a ZIP holds one file after the other. What is over a megabyte lies
 * in a file that has no name any more once it is open: it goes with the process, however that ends.
 */
export class Spool {
  private written = 0;
  private pending: Buffer[] = [];
  private waiting = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(folder: string): Promise<Spool> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, randomBytes(12).toString('hex'));
      const file = await open(path, 'wx+', 0o600);
      await unlink(path);
      return new Spool(file);
    } catch (error) {
      throw asFull(error);
    }
  }

  get size(): number {
    return this.written + this.waiting;
  }

  /** Adds at the end; one call at a time. @throws StorageFull */
  async append(piece: Buffer): Promise<void> {
    this.pending.push(piece);
    this.waiting += piece.length;
    if (this.waiting >= PIECE) await this.flush();
  }

  /** Reads what was added; nothing may be added meanwhile. */
  async *read(start: number, length: number): AsyncGenerator<Buffer> {
    const inFile = Math.max(Math.min(start + length, this.written) - start, 0);
    for (let done = 0; done < inFile;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, inFile - done));
      const { bytesRead } = await this.file.read(piece, 0, piece.length, start + done);
      if (bytesRead === 0) throw new Error('A spool ended too early.');
      done += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    if (inFile === length) return;
    const from = start + inFile - this.written;
    yield Buffer.concat(this.pending).subarray(from, from + length - inFile);
  }

  /** Empties it, and gives the room on disk back. */
  async clear(): Promise<void> {
    const onDisk = this.written > 0;
    [this.written, this.pending, this.waiting] = [0, [], 0];
    if (onDisk) await this.file.truncate(0);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pending);
    [this.pending, this.waiting] = [[], 0];
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.written);
        done += bytesWritten;
        this.written += bytesWritten;
      }
    } catch (error) {
      throw asFull(error);
    }
  }
}
