const NEWLINE = 10;

/** Characters of the longest line that is held as text. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/** A line as text; undefined in its place where it is too long to be held. */
export type Line = string | undefined;

/** Cuts chunks into lines. What is held is bounded, however long a line is. */
export class LineReader {
  private rest: Buffer[] = [];
  private held = 0;

  /** The lines that end in this chunk. */
  take(chunk: Buffer): Line[] {
    const last = chunk.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.hold(chunk);
      return [];
    }
    const lines: Line[] = [];
    let start = 0;
    if (this.held > 0) {
      const first = chunk.indexOf(NEWLINE);
      this.hold(chunk.subarray(0, first));
      lines.push(this.release());
      start = first + 1;
    }
    if (start <= last) {
      // One conversion for all: a text of many lines is cut faster than it is converted in pieces.
      for (const line of chunk.toString('utf8', start, last).split('\n')) {
        lines.push(line.length > LONGEST_LINE ? undefined : line);
      }
    }
    if (last + 1 < chunk.length) this.hold(chunk.subarray(last + 1));
    return lines;
  }

  /** A last line that no line break ended. */
  end(): Line[] {
    return this.held === 0 ? [] : [this.release()];
  }

  private hold(piece: Buffer): void {
    this.held += piece.length;
    if (this.held > LONGEST_LINE) this.rest = [];
    else this.rest.push(piece);
  }

  private release(): Line {
    const line = this.held > LONGEST_LINE ? undefined : Buffer.concat(this.rest).toString('utf8');
    [this.rest, this.held] = [[], 0];
    return line;
  }
}
