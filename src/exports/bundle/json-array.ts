import { PIECE, takePiece } from './pieces.js';

const NEWLINE = 10;
const OPEN = Buffer.from('[\n');
const BETWEEN = Buffer.from(',\n');
const CLOSE = Buffer.from('\n]\n');
const NONE = Buffer.from('[]\n');

/**
 * Turns NDJSON into one JSON array, a record a line. The bytes of the records pass untouched: in JSON a line break inside
 * a text is written `\n`, so that byte always ends a record.
 */
export class JsonArray {
  private buffer = takePiece();
  private used = 0;
  private full: Buffer[] = [];
  private before = OPEN;
  private inside = false;

  /** Takes some bytes. @returns the pieces that are full */
  wrap(chunk: Buffer): readonly Buffer[] {
    for (let start = 0; start < chunk.length;) {
      if (!this.inside) this.add(this.before, 0, this.before.length);
      this.before = BETWEEN;
      const end = chunk.indexOf(NEWLINE, start);
      this.inside = end < 0;
      this.add(chunk, start, this.inside ? chunk.length : end);
      if (this.inside) break;
      start = end + 1;
    }
    return this.takeFull();
  }

  /** What is left, and the end of the array. */
  end(): readonly Buffer[] {
    const last = this.before === OPEN ? NONE : CLOSE;
    this.add(last, 0, last.length);
    this.full.push(this.buffer.subarray(0, this.used));
    return this.takeFull();
  }

  private add(bytes: Buffer, start: number, end: number): void {
    for (let from = start; from < end;) {
      if (this.used === PIECE) {
        this.full.push(this.buffer);
        this.buffer = takePiece();
        this.used = 0;
      }
      const copied = bytes.copy(this.buffer, this.used, from, end);
      this.used += copied;
      from += copied;
    }
  }

  private takeFull(): readonly Buffer[] {
    const { full } = this;
    if (full.length > 0) this.full = [];
    return full;
  }
}
