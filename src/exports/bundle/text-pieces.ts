import { PIECE, takePiece } from './pieces.js';

const NONE = Buffer.alloc(0);

/**
 * Collects text as UTF-8. Each part is written into place at once: a long string that is put together first and converted
 * then takes ten times as long.
 */
export class TextPieces {
  private buffer: Buffer = NONE;
  private used = 0;
  private full: Buffer[] = [];

  add(text: string): void {
    // The most bytes that it can take.
    const most = text.length * 3;
    if (most > this.buffer.length - this.used) {
      this.cut();
      if (most > PIECE) {
        this.full.push(Buffer.from(text));
        return;
      }
      this.buffer = takePiece();
    }
    this.used += this.buffer.write(text, this.used);
  }

  /** Adds bytes that stand for themselves, such as markup. */
  addBytes(bytes: Uint8Array): void {
    if (bytes.length > this.buffer.length - this.used) {
      this.cut();
      this.buffer = takePiece();
    }
    const { buffer } = this;
    let at = this.used;
    // For a few bytes, quicker than a call that copies.
    for (const byte of bytes) buffer[at++] = byte;
    this.used = at;
  }

  /** Adds a part of what came from elsewhere. */
  addChunk(chunk: Buffer, start: number, end: number): void {
    for (let from = start; from < end;) {
      if (this.used === this.buffer.length) {
        this.cut();
        this.buffer = takePiece();
      }
      const copied = chunk.copy(this.buffer, this.used, from, end);
      this.used += copied;
      from += copied;
    }
  }

  /** The pieces that are full. */
  takeFull(): readonly Buffer[] {
    const { full } = this;
    if (full.length > 0) this.full = [];
    return full;
  }

  /** Everything that is left. */
  takeAll(): readonly Buffer[] {
    this.cut();
    return this.takeFull();
  }

  private cut(): void {
    if (this.used > 0) this.full.push(this.buffer.subarray(0, this.used));
    this.buffer = NONE;
    this.used = 0;
  }
}
