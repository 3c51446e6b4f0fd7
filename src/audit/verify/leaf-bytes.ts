import { type BinaryRow } from '../../platform/database/binary-copy.js';
import {
  ACTION,
  ACTOR,
  ACTOR_TYPE,
  AT,
  canonicalDetail,
  DETAIL,
  JSONB_VERSION,
  LEAF,
  OUTCOME,
  REFERENCE,
  SEQ,
  SUBJECT,
  timeOf,
} from './event-columns.js';
import { LeafCursor } from './leaf-cursor.js';

const DAY = 86_400_000;
/** Behind the date of a time as RFC 3339 has it: hh:mm:ss.sssZ. */
const CLOCK = 13;
/** Details that come again and again are made canonical once; so many different ones are remembered. */
const REMEMBERED = 2000;
const [OPEN, CLOSE] = [0x7b, 0x7d] as const;

const EMPTY = Buffer.from('{}');
const HEAD = Buffer.from('{"event":{"action":"');
const ACTOR_HEAD = Buffer.from('","actor":{');
const ACTOR_ID = Buffer.from('"id":"');
const ID_END = Buffer.from('",');
const TYPE_HEAD = Buffer.from('"type":"');
const AT_HEAD = Buffer.from('"},"at":"');
const DETAIL_HEAD = Buffer.from('Z","detail":');
const DIGESTS_HEAD = Buffer.from(',"digests":{');
const OUTCOME_HEAD = Buffer.from('},"outcome":"');
const REFERENCE_HEAD = Buffer.from('","reference":"');
const SUBJECT_HEAD = Buffer.from('","subject":"');
const SEQ_HEAD = Buffer.from('"},"seq":');
const END = Buffer.from(',"v":1}');

/**
 * Finds out byte by byte that a leaf is exactly what its columns make, as nearly all are. Of those that it does not know
 * to be, some are: texts that JSON escapes, and numbers of very many digits.
 */
export class LeafBytes {
  /** Where the digests of the last row stand in its bytes, between their braces; only where all agreed. */
  from = 0;
  to = 0;
  private readonly cursor = new LeafCursor();
  private readonly details = new Map<string, Buffer>();
  private day = Number.NaN;
  private date: Buffer = Buffer.alloc(0);

  /** @param row of `EVENT_COLUMNS` */
  agrees(row: BinaryRow): boolean {
    const { cursor } = this;
    cursor.begin(row.bytes, row.start(LEAF), row.end(LEAF));
    this.head(row);
    cursor.literal(DIGESTS_HEAD);
    this.from = cursor.at;
    cursor.skipTo(CLOSE);
    this.to = cursor.at;
    this.tail(row);
    return cursor.done();
  }

  private head(row: BinaryRow): void {
    const { cursor } = this;
    cursor.literal(HEAD);
    this.text(row, ACTION);
    cursor.literal(ACTOR_HEAD);
    if (!row.isNull(ACTOR)) {
      cursor.literal(ACTOR_ID);
      cursor.uuid(row.bytes, row.start(ACTOR));
      cursor.literal(ID_END);
    }
    cursor.literal(TYPE_HEAD);
    this.text(row, ACTOR_TYPE);
    cursor.literal(AT_HEAD);
    this.time(row.integer(AT));
    cursor.literal(DETAIL_HEAD);
    this.detail(row);
  }

  private tail(row: BinaryRow): void {
    const { cursor } = this;
    cursor.literal(OUTCOME_HEAD);
    this.text(row, OUTCOME);
    if (!row.isNull(REFERENCE)) {
      cursor.literal(REFERENCE_HEAD);
      this.text(row, REFERENCE);
    }
    if (!row.isNull(SUBJECT)) {
      cursor.literal(SUBJECT_HEAD);
      cursor.uuid(row.bytes, row.start(SUBJECT));
    }
    cursor.literal(SEQ_HEAD);
    cursor.whole(row.integer(SEQ));
    cursor.literal(END);
  }

  private text(row: BinaryRow, field: number): void {
    this.cursor.agrees &&= !row.isNull(field);
    this.cursor.text(row.bytes, row.start(field), row.end(field));
  }

  /** Events that follow each other mostly share their day. */
  private time(microseconds: number): void {
    const milliseconds = microseconds / 1000;
    const day = Math.floor(milliseconds / DAY);
    if (day !== this.day) {
      this.day = day;
      this.date = Buffer.from(timeOf(day * DAY * 1000).slice(0, -CLOCK));
    }
    // Beyond the safe numbers a division may round to a whole one.
    this.cursor.agrees &&=
      Number.isSafeInteger(microseconds) && Number.isInteger(milliseconds) && this.date.length > 0;
    this.cursor.literal(this.date);
    this.cursor.clock(milliseconds - day * DAY);
  }

  private detail(row: BinaryRow): void {
    const { cursor } = this;
    const from = row.start(DETAIL) + JSONB_VERSION;
    cursor.agrees &&= !row.isNull(DETAIL);
    if (!cursor.agrees) return;
    if (row.end(DETAIL) - from === 2 && row.bytes[from] === OPEN && row.bytes[from + 1] === CLOSE)
      return cursor.literal(EMPTY);
    const key = row.bytes.toString('latin1', from, row.end(DETAIL));
    let canonical = this.details.get(key);
    if (canonical === undefined) {
      canonical = Buffer.from(canonicalDetail(row) ?? '');
      if (this.details.size >= REMEMBERED) this.details.clear();
      this.details.set(key, canonical);
    }
    cursor.agrees &&= canonical.length > 0;
    cursor.literal(canonical);
  }
}
