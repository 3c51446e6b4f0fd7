import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Signature, flags and the length of an extension that PostgreSQL leaves empty. */
const HEADER = 19;
/** Columns that a table or a query of PostgreSQL can have. */
const MOST_FIELDS = 1664;

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

/**
 * Runs `COPY (select) TO STDOUT (FORMAT binary)` and hands each row to `onRow`; memory holds a chunk and no more.
 * @returns how many bytes came
 */
export async function readBinaryCopy(
  client: pg.ClientBase,
  select: string,
  onRow: (row: BinaryRow) => void,
): Promise<number> {
  const row = new BinaryRow();
  let left: Buffer = Buffer.alloc(0);
  let skip = HEADER;
  let total = 0;
  let ended = false;
  for await (const chunk of client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`))) {
    total += (chunk as Buffer).length;
    const bytes = left.length === 0 ? (chunk as Buffer) : Buffer.concat([left, chunk as Buffer]);
    let at = Math.min(skip, bytes.length);
    skip -= at;
    while (!ended && skip === 0) {
      // A row of minus one fields is the end.
      ended = at + 2 <= bytes.length && bytes.readInt16BE(at) === -1;
      const next = ended ? -1 : row.find(bytes, at);
      if (next < 0) break;
      onRow(row);
      at = next;
    }
    left = ended ? Buffer.alloc(0) : bytes.subarray(at);
  }
  return total;
}
