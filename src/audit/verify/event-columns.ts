import canonicalize from 'canonicalize';
import { type BinaryRow } from '../../platform/database/binary-copy.js';

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH_2000 = 946_684_800_000;

/** The columns of an event, each as the binary COPY has it, and where each stands. */
export const EVENT_COLUMNS =
  'seq, at, action, outcome, actor_type, actor, subject, reference, detail, id, leaf';
export const SEQ = 0;
export const AT = 1;
export const ACTION = 2;
export const OUTCOME = 3;
export const ACTOR_TYPE = 4;
export const ACTOR = 5;
export const SUBJECT = 6;
export const REFERENCE = 7;
export const DETAIL = 8;
export const ID = 9;
export const LEAF = 10;

/** A binary jsonb is its text behind the number of the format's version. */
export const JSONB_VERSION = 1;

export function uuidText(row: BinaryRow, field: number): string {
  const hex = row.bytes.toString('hex', row.start(field), row.end(field));
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * The column `detail` as canonical JSON; undefined where a number stands in it that JavaScript writes otherwise, such as
 * 1.0 or one of more digits than it can tell apart: no leaf has these, and a search finds them otherwise.
 */
export function canonicalDetail(row: BinaryRow): string | undefined {
  const text = row.bytes.toString('utf8', row.start(DETAIL) + JSONB_VERSION, row.end(DETAIL));
  const numbers = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.]*/g) ?? [];
  if (numbers.some((number) => String(Number(number)) !== number)) return undefined;
  return canonicalize(JSON.parse(text));
}

/**
 * RFC 3339 with milliseconds, and what is below them where anything is, which no leaf has.
 * @param microseconds since 2000; a bigint where they may be more than a number can tell apart
 */
export function timeOf(microseconds: number | bigint): string {
  const exact = BigInt(microseconds);
  const below = ((exact % 1000n) + 1000n) % 1000n;
  const milliseconds = Number((exact - below) / 1000n) + EPOCH_2000;
  if (Math.abs(milliseconds) > 8.64e15) return 'infinity';
  const time = new Date(milliseconds).toISOString();
  return below === 0n ? time : `${time} and ${below} microseconds`;
}

/** The column `at` as `timeOf` writes it, whatever year it is. */
export function timeText(row: BinaryRow): string {
  return timeOf(row.bytes.readBigInt64BE(row.start(AT)));
}
