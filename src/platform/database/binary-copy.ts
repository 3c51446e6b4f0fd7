import pg from 'pg';

/** Signature, flags and the length of an extension that PostgreSQL leaves empty. */
const HEADER = 19;
/** Columns that a table or a query of PostgreSQL can have. */
const MOST_FIELDS = 1664;

const NOTHING = Buffer.alloc(0);

/** One row of a binary COPY. It is valid only while the function that it is handed to runs. */
export class BinaryRow {
  bytes: Buffer = Buffer.alloc(0);
  private readonly starts = new Int32Array(MOST_FIELDS);
  private readonly ends = new Int32Array(MOST_FIELDS);

  /** Finds the fields of the row at `at`. @returns where the next row begins; -1 where this one is not whole yet */
  find(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length) return -1;
    this.bytes = bytes;
    const fields = bytes.readInt16BE(at);
    let end = at + 2;
    for (let field = 0; field < fields; field += 1) {
      if (end + 4 > bytes.length) return -1;
      const length = bytes.readInt32BE(end);
      this.starts[field] = length < 0 ? -1 : end + 4;
      end += 4 + Math.max(length, 0);
      this.ends[field] = end;
    }
    return end > bytes.length ? -1 : end;
  }

  isNull(field: number): boolean {
    return this.starts[field] === -1;
  }

  /** Where the field's bytes begin; the four before them are its length, and may be written over. */
  start(field: number): number {
    return this.starts[field] ?? -1;
  }

  end(field: number): number {
    return this.ends[field] ?? -1;
  }

  /** Each byte as one character, which is the text itself where that is ASCII; empty for null. */
  latin1(field: number): string {
    return this.isNull(field) ? '' : this.bytes.toString('latin1', this.starts[field], this.ends[field]);
  }

  /** Null is empty. */
  text(field: number): string {
    return this.isNull(field) ? '' : this.bytes.toString('utf8', this.starts[field], this.ends[field]);
  }

  /** A bigint below 2^53, or a timestamptz in microseconds since 2000. */
  integer(field: number): number {
    const start = this.start(field);
    return this.bytes.readInt32BE(start) * 4294967296 + this.bytes.readUInt32BE(start + 4);
  }
}

/** Finds the rows in a binary COPY as it comes in pieces, each of which mostly is one row. */
class CopyReading {
  bytes = 0;
  /** What `onRow` threw; nothing is handed to it after that. */
  failed: Error | undefined;
  private readonly row = new BinaryRow();
  private left: Buffer = NOTHING;
  private skip = HEADER;
  private ended = false;

  constructor(private readonly onRow: (row: BinaryRow) => void) {}

  take(piece: Buffer): void {
    this.bytes += piece.length;
    if (this.failed !== undefined) return;
    const bytes = this.left.length === 0 ? piece : Buffer.concat([this.left, piece]);
    let at = Math.min(this.skip, bytes.length);
    this.skip -= at;
    while (!this.ended && this.skip === 0) {
      // A row of minus one fields is the end.
      this.ended = at + 2 <= bytes.length && bytes.readInt16BE(at) === -1;
      const next = this.ended ? -1 : this.row.find(bytes, at);
      if (next < 0) break;
      this.hand();
      at = next;
    }
    this.left = this.ended || at === bytes.length ? NOTHING : bytes.subarray(at);
  }

  private hand(): void {
    try {
      if (this.failed === undefined) this.onRow(this.row);
    } catch (error) {
      this.failed = error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** A statement whose pieces of a COPY are taken as the connection reads them. */
class CopyStatement extends pg.Query {
  constructor(
    text: string,
    private readonly reading: CopyReading,
    done: (error: Error | undefined) => void,
  ) {
    super(text, done);
  }

  /** Called by `pg` for each message of a COPY. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.reading.take(chunk);
  }
}

/**
 * Runs `COPY (select) TO STDOUT (FORMAT binary)` and hands each row to `onRow`; memory holds what the connection read at once
 * and no more. Rows come as fast as they are taken, so `onRow` does its work at once.
 * @returns how many bytes came
 * @throws what `onRow` threw, once all was read
 */
export async function readBinaryCopy(
  client: pg.ClientBase,
  select: string,
  onRow: (row: BinaryRow) => void,
): Promise<number> {
  const reading = new CopyReading(onRow);
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | undefined): void => (error ? reject(error) : resolve());
    client.query(new CopyStatement(`COPY (${select}) TO STDOUT (FORMAT binary)`, reading, done));
  });
  if (reading.failed !== undefined) throw reading.failed;
  return reading.bytes;
}
