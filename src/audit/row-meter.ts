import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { type ExportFormat } from './audit-exports.js';

/** Milliseconds between two notes of how far the file is. */
const TELL_EVERY = 1000;
const QUOTE = 0x22;
const LINE_END = 0x0a;

/** Passes a file on, counting its rows and bytes and hashing it. */
export class RowMeter extends Transform {
  bytes = 0;
  private lines = 0;
  private quoted = false;
  private toldAt = performance.now();
  private readonly hash = createHash('sha256');

  constructor(
    private readonly format: ExportFormat,
    private readonly tell: (rows: number) => void,
  ) {
    super();
  }

  /** Rows that have passed; a table's heading is none. */
  get rows(): number {
    return this.format === 'csv' ? Math.max(0, this.lines - 1) : this.lines;
  }

  digest(): Buffer {
    return this.hash.digest();
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += piece.length;
    this.hash.update(piece);
    for (const byte of piece) {
      // A line break within quotes belongs to a cell; a quote within quotes comes twice and so changes nothing.
      if (byte === QUOTE && this.format === 'csv') this.quoted = !this.quoted;
      else if (byte === LINE_END && !this.quoted) this.lines += 1;
    }
    if (performance.now() - this.toldAt >= TELL_EVERY) {
      this.toldAt = performance.now();
      this.tell(this.rows);
    }
    done(null, piece);
  }
}
