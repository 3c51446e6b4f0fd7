import { configure, Reader, Writer, ZipWriter } from '@zip.js/zip.js';
import { createHash } from 'node:crypto';
import { addAbortSignal, type Writable } from 'node:stream';
import { crc32, deflateRawSync } from 'node:zlib';
import { type DeflatedFile } from './deflater.js';
import { type ManifestEntry } from './manifest.js';
import { PacedWriter } from './paced-writer.js';
import { PIECE } from './pieces.js';

// Nothing is compressed by the library, so that it needs no threads of its own.
configure({ useWebWorkers: false, chunkSize: PIECE });

/** The length and SHA-256 of a whole bundle. */
export interface BundleMeasure {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Reads compressed bytes from wherever they wait. */
export type ReadCompressed = (start: number, length: number) => Promise<Buffer>;

/**
 * A ZIP of files that were compressed before; ZIP64 where it grows past 4 GB. Nothing is held but the directory: everything
 * goes on as fast as `out` takes it.
 */
export class BundleZip {
  readonly files: ManifestEntry[] = [];
  private readonly zip: ZipWriter<BundleMeasure>;

  /** @param mtime written for every file, so that the ZIP tells nothing else about when it was made */
  constructor(
    private readonly out: Writable,
    mtime: Date,
    signal?: AbortSignal,
  ) {
    if (signal !== undefined) addAbortSignal(signal, out);
    this.zip = new ZipWriter(new MeasuringWriter(new PacedWriter(out)), {
      passThrough: true,
      compressionMethod: 8,
      level: 1,
      lastModDate: mtime,
      unixMode: 0o100600,
    });
  }

  /** Writes a file that was compressed before. */
  async add(path: string, file: DeflatedFile, read: ReadCompressed): Promise<void> {
    const { bytes, crc, sha256 } = file;
    await this.zip.add(path, new CompressedReader(file.compressed, read), {
      uncompressedSize: bytes,
      crc32: crc,
    });
    this.files.push({ path, bytes, sha256 });
  }

  /** Writes a small file. */
  async addBytes(path: string, content: Buffer): Promise<void> {
    const deflated = deflateRawSync(content);
    const file: DeflatedFile = {
      bytes: content.length,
      compressed: deflated.length,
      crc: crc32(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    await this.add(path, file, (start, length) => Promise.resolve(deflated.subarray(start, start + length)));
  }

  /** Writes the directory; settles when `out` has everything. */
  end(): Promise<BundleMeasure> {
    return this.zip.close();
  }

  /** Gives up: `out` fails, so that nobody takes what was written for a bundle. */
  abandon(error: unknown): void {
    this.out.destroy(error instanceof Error ? error : new Error('The bundle was given up.'));
  }
}

/** Since the length is known, the ZIP says it before the data, for readers that cannot wait for the directory. */
class CompressedReader extends Reader<number> {
  constructor(
    override readonly size: number,
    private readonly read: ReadCompressed,
  ) {
    super(size);
  }

  override readUint8Array(start: number, length: number): Promise<Uint8Array> {
    return this.read(start, Math.min(length, this.size - start));
  }
}

class MeasuringWriter extends Writer<BundleMeasure> {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(private readonly out: PacedWriter) {
    super();
  }

  override async writeUint8Array(array: Uint8Array): Promise<void> {
    const piece = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    this.hash.update(piece);
    this.bytes += piece.length;
    await this.out.write(piece);
  }

  override async getData(): Promise<BundleMeasure> {
    await this.out.end();
    return { bytes: this.bytes, sha256: this.hash.digest() };
  }
}
