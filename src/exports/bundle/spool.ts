import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { asFull } from '../../platform/storage/storage-errors.js';

const BLOCK = 1024 * 1024;

/**
 * A place for what cannot yet go into the bundle, since a ZIP holds one file after the other. What is over a megabyte lies
 * in a file that has no name any more once it is open: it goes with the process, however that ends.
 */
export class Spool {
  /** What was added last and is not in the file yet. */
  private readonly block = Buffer.allocUnsafeSlow(BLOCK);
  private held = 0;
  private written = 0;

  private file?: Promise<FileHandle>;
  private closed = false;

  /** @param folder made when there is more than a megabyte */
  constructor(private readonly folder: string) {}

  get size(): number {
    return this.written + this.held;
  }

  /** Adds at the end; one call at a time. @throws StorageFull */
  async append(bytes: Buffer): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      if (this.held === BLOCK) await this.flush();
      const copied = bytes.copy(this.block, this.held, from);
      this.held += copied;
      from += copied;
    }
  }

  /** Reads some of what was added, at least a byte; nothing may be added meanwhile. */
  read(start: number, length: number): Promise<Buffer> {
    const end = start + length;
    return start < this.written ? this.fromFile(start, end) : Promise.resolve(this.fromBlock(start, end));
  }

  /** Empties it, and gives the room on disk back. */
  async clear(): Promise<void> {
    [this.held, this.written] = [0, 0];
    await (await this.file)?.truncate(0);
  }

  /** Gives the file back, also where something is still being added, which then fails. */
  async close(): Promise<void> {
    this.closed = true;
    const file = await this.file?.catch(() => undefined);
    await file?.close();
  }

  private async fromFile(at: number, end: number): Promise<Buffer> {
    const piece = Buffer.allocUnsafe(Math.min(end, this.written) - at);
    const file = await (this.file ??= this.open());
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) throw new Error('A spool ended too early.');
    return piece.subarray(0, bytesRead);
  }

  /** A copy: the block is written over by what comes next. */
  private fromBlock(at: number, end: number): Buffer {
    return Buffer.from(this.block.subarray(at - this.written, Math.min(end, this.size) - this.written));
  }

  private async flush(): Promise<void> {
    try {
      const file = await (this.file ??= this.open());
      for (let from = 0; from < this.held;) {
        const { bytesWritten } = await file.write(this.block, from, this.held - from, this.written + from);
        from += bytesWritten;
      }
    } catch (error) {
      throw asFull(error);
    }
    this.written += this.held;
    this.held = 0;
  }

  private async open(): Promise<FileHandle> {
    if (this.closed) throw new Error('The spool is closed.');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomBytes(12).toString('hex'));
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  }
}
