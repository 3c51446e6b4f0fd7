import { type TextPieces } from './text-pieces.js';

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
  private before = OPEN;
  private inside = false;

  constructor(private readonly out: TextPieces) {}

  take(chunk: Buffer): void {
    for (let start = 0; start < chunk.length;) {
      if (!this.inside) this.out.addBytes(this.before);
      this.before = BETWEEN;
      const end = chunk.indexOf(NEWLINE, start);
      this.inside = end < 0;
      this.out.addChunk(chunk, start, this.inside ? chunk.length : end);
      if (this.inside) break;
      start = end + 1;
    }
  }

  end(): void {
    this.out.addBytes(this.before === OPEN ? NONE : CLOSE);
  }
}
