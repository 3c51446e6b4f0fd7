import { BinaryRow } from '../../../src/platform/database/binary-copy.js';

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH_2000 = 946_684_800_000n;
/** Bytes of a piece of a COPY that stand before the row. */
const BEFORE = 7;

/** A row as the binary COPY has it, amid a piece of others; null is a field of no bytes at all. */
export function binaryRow(fields: readonly (Buffer | null)[]): BinaryRow {
  const parts = fields.flatMap((field) =>
    field === null ? [int32(-1)] : [int32(field.length), Buffer.from(field)],
  );
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  const bytes = Buffer.concat([Buffer.alloc(BEFORE, 1), count, ...parts, Buffer.from([255, 255])]);
  const row = new BinaryRow();
  if (row.find(bytes, BEFORE) !== bytes.length - 2) throw new Error('The row is not one.');
  return row;
}

export const textField = (text: string): Buffer => Buffer.from(text, 'utf8');

export const uuidField = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

export function bigintField(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

/** @param below microseconds beside the milliseconds of the time */
export const timeField = (at: Date, below = 0): Buffer =>
  bigintField((BigInt(at.getTime()) - EPOCH_2000) * 1000n + BigInt(below));

/** The text of a jsonb as PostgreSQL writes it: shorter names first, spaces behind colons and commas. */
export function jsonbField(json: unknown): Buffer {
  return Buffer.concat([Buffer.of(1), Buffer.from(jsonb(json), 'utf8')]);
}

function jsonb(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(jsonb).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json).sort(
    ([one], [other]) => one.length - other.length || (one < other ? -1 : 1),
  );
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${jsonb(value)}`).join(', ')}}`;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
