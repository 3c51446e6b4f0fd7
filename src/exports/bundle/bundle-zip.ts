import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type ManifestEntry } from './manifest.js';
import { inLargerPieces } from './ndjson.js';

/** Fastest compression that still more than halves text. */
const LEVEL = 1;
const PIECE = 64 * 1024;

/** The length and SHA-256 of a whole bundle. */
export interface BundleMeasure {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/**
 * A ZIP that is written while it is made, one entry after the other; ZIP64 where it grows past 4 GB. Nothing is held:
 * an entry is read as fast as `out` takes it.
 */
export class BundleZip {
  readonly entries: ManifestEntry[] = [];
  private readonly zip = new ZipFile();
  private readonly measured: Promise<BundleMeasure>;
  private readonly failed: Promise<never>;

  /** @param mtime written into every entry, so that the file tells nothing else about when and where it was made */
  constructor(
    out: Writable,
    private readonly mtime: Date,
    signal?: AbortSignal,
  ) {
    this.measured = measure(this.zip, out, signal);
    this.failed = new Promise((_resolve, reject) => {
      this.zip.on('error', reject);
      this.measured.catch(reject);
    });
    // Whoever adds or ends hears of it; until then it must not count as unhandled.
    this.failed.catch(() => undefined);
  }

  /** Writes one entry; settles when its content was read to the end, or the ZIP failed. */
  async add(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    const tally = { hash: createHash('sha256'), bytes: 0 };
    const input = Readable.from(tallied(inLargerPieces(content, PIECE), tally), {
      objectMode: false,
      highWaterMark: 2 * PIECE,
    });
    const read = new Promise<void>((resolve, reject) => {
      input.once('end', resolve);
      input.once('error', reject);
    });
    try {
      this.zip.addReadStream(input, path, { compressionLevel: LEVEL, mtime: this.mtime, mode: 0o100600 });
      await Promise.race([read, this.failed]);
    } catch (error) {
      input.destroy();
      throw error;
    }
    this.entries.push({ path, bytes: tally.bytes, sha256: tally.hash.digest('hex') });
  }

  addBytes(path: string, content: Buffer): Promise<void> {
    return this.add(path, Readable.from([content]));
  }

  /** Writes the directory of the ZIP; settles when `out` has everything. */
  async end(): Promise<BundleMeasure> {
    this.zip.end();
    return Promise.race([this.measured, this.failed]);
  }

  /** Gives up: `out` fails, so that nobody takes what was written for a bundle. */
  abandon(error: unknown): void {
    const reason = error instanceof Error ? error : new Error('The bundle was given up.');
    (this.zip.outputStream as Readable).destroy(reason);
  }
}

async function* tallied(
  content: AsyncIterable<Buffer>,
  tally: { hash: ReturnType<typeof createHash>; bytes: number },
): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    tally.hash.update(piece);
    tally.bytes += piece.length;
    yield piece;
  }
}

async function measure(zip: ZipFile, out: Writable, signal?: AbortSignal): Promise<BundleMeasure> {
  const tally = { hash: createHash('sha256'), bytes: 0 };
  const whole = zip.outputStream as Readable;
  await pipeline(
    whole,
    (source: AsyncIterable<Buffer>) => tallied(inLargerPieces(source, PIECE), tally),
    out,
    {
      signal,
    },
  );
  return { bytes: tally.bytes, sha256: tally.hash.digest() };
}
