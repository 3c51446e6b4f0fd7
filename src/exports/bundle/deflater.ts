import { createHash } from 'node:crypto';
import { type Transform, type TransformOptions } from 'node:stream';
import { crc32, createDeflateRaw, type ZlibOptions } from 'node:zlib';
import { PacedWriter } from './paced-writer.js';
import { givePiece } from './pieces.js';

/** The fastest level, which still brings text down to a quarter; a lot of memory for it, since each runs for long. */
const HOW: ZlibOptions & TransformOptions = {
  level: 1,
  memLevel: 9,
  chunkSize: 32 * 1024,
  highWaterMark: 512 * 1024,
};

/** Takes compressed bytes, in order; the next come when it settles. */
export type CompressedSink = (piece: Buffer) => Promise<void>;

/** What a ZIP and a manifest say about a file. */
export interface DeflatedFile {
  readonly bytes: number;
  readonly compressed: number;
  readonly crc: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Compresses one file in the thread pool while the next pieces of it are made, and measures it on the way. */
export class Deflater {
  private readonly deflate: Transform = createDeflateRaw(HOW);
  private readonly input = new PacedWriter(this.deflate);
  private readonly hash = createHash('sha256');
  private readonly passed: Promise<void>;
  private bytes = 0;
  private compressed = 0;
  private crc = 0;

  constructor(sink: CompressedSink) {
    this.passed = this.passOn(sink);
    // Whoever writes or ends hears of it.
    this.passed.catch(() => undefined);
  }

  /** The piece is not to be changed afterwards. */
  async write(piece: Buffer): Promise<void> {
    this.measure(piece);
    await this.input.write(piece, () => givePiece(piece));
  }

  /** @param last the last piece: known as such, it takes one step less */
  async end(last?: Buffer): Promise<DeflatedFile> {
    if (last !== undefined) this.measure(last);
    await Promise.all([this.input.end(last), this.passed]);
    if (last !== undefined) givePiece(last);
    const { bytes, compressed, crc } = this;
    return { bytes, compressed, crc, sha256: this.hash.digest('hex') };
  }

  /** Lets go of it where the file is not to be finished. */
  destroy(): void {
    this.deflate.destroy();
  }

  private measure(piece: Buffer): void {
    this.hash.update(piece);
    this.crc = crc32(piece, this.crc);
    this.bytes += piece.length;
  }

  private async passOn(sink: CompressedSink): Promise<void> {
    for await (const piece of this.deflate as AsyncIterable<Buffer>) {
      this.compressed += piece.length;
      try {
        await sink(piece);
      } catch (error) {
        // Before the loop is left, which would destroy the stream with an error of its own.
        this.deflate.destroy(error as Error);
        throw error;
      }
    }
  }
}
