import { createHash } from 'node:crypto';
import { addAbortSignal, type Writable } from 'node:stream';
import { type DeflatedFile, Deflater } from './deflater.js';
import { PacedWriter } from './paced-writer.js';
import {
  dataDescriptor,
  directoryRecord,
  endRecords,
  localHeader,
  type ZipFileRecord,
} from './zip-records.js';

/** The length and SHA-256 of a whole bundle. */
export interface BundleMeasure {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/**
 * A ZIP that is written while it is made, one file after the other; ZIP64 where it grows past 4 GB. Nothing is held but
 * the directory: everything goes on as fast as `out` takes it. Files may also have been compressed before, beside the one
 * that was being written then.
 */
export class BundleZip {
  readonly files: ZipFileRecord[] = [];
  private readonly writer: PacedWriter;
  private readonly hash = createHash('sha256');
  private bytes = 0;

  /** @param mtime written for every file, so that the ZIP tells nothing else about when it was made */
  constructor(
    private readonly out: Writable,
    private readonly mtime: Date,
    signal?: AbortSignal,
  ) {
    this.writer = new PacedWriter(out);
    if (signal !== undefined) addAbortSignal(signal, out);
  }

  /** Writes a file as its content comes. No other file may be written before it has ended. */
  async add(
    path: string,
    content: (write: (piece: Buffer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const offset = this.bytes;
    await this.write(localHeader(path, this.mtime));
    const deflater = new Deflater((piece) => this.write(piece));
    try {
      await content((piece) => deflater.write(piece));
      await this.close(path, offset, await deflater.end());
    } catch (error) {
      deflater.destroy();
      throw error;
    }
  }

  addBytes(path: string, content: Buffer): Promise<void> {
    return this.add(path, (write) => write(content));
  }

  /** Writes a file that was compressed before. */
  async addDeflated(path: string, file: DeflatedFile, compressed: AsyncIterable<Buffer>): Promise<void> {
    const offset = this.bytes;
    await this.write(localHeader(path, this.mtime));
    for await (const piece of compressed) await this.write(piece);
    await this.close(path, offset, file);
  }

  /** Writes the directory; settles when `out` has everything. */
  async end(): Promise<BundleMeasure> {
    const offset = this.bytes;
    for (const file of this.files) await this.write(directoryRecord(file, this.mtime));
    await this.write(endRecords(this.files.length, offset, this.bytes - offset));
    await this.writer.end();
    return { bytes: this.bytes, sha256: this.hash.digest() };
  }

  /** Gives up: `out` fails, so that nobody takes what was written for a bundle. */
  abandon(error: unknown): void {
    this.out.destroy(error instanceof Error ? error : new Error('The bundle was given up.'));
  }

  private async close(path: string, offset: number, file: DeflatedFile): Promise<void> {
    await this.write(dataDescriptor(file));
    this.files.push({ ...file, path, offset });
  }

  private async write(piece: Buffer): Promise<void> {
    this.hash.update(piece);
    this.bytes += piece.length;
    await this.writer.write(piece);
  }
}
