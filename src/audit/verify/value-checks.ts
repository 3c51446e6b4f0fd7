import { hash } from 'node:crypto';
import { type BinaryRow } from '../../platform/database/binary-copy.js';
import { plainAddress } from '../../platform/text/plain-address.js';
import { type LeafDigests } from './leaf-digests.js';

/** Names of fields: another text could look like the end of one digest and the beginning of the next. */
const FIELD = /^[A-Za-z]{1,30}$/;

/**
 * Of a personal value; the last column is the address that is searched by, where it is written otherwise. A network, which
 * has a mask behind it, is no address.
 */
export const VALUE_COLUMNS = `v.event, v.field, v.value, v.salt,
  CASE WHEN v.field = 'ip' THEN nullif(coalesce(abbrev(v.ip), ''), v.value) ELSE abbrev(v.ip) END`;
/** Where the id of the value's event stands. */
export const EVENT = 0;
const FIELD_NAME = 1;
const VALUE = 2;
const SALT = 3;
const ADDRESS = 4;

/** Longer values are put together as a text. */
const LONGEST_VALUE = 4000;
const LONGEST_FIELD = 30;
const [SALT_BYTES, SALT_TEXT] = [32, 43] as const;
const ALPHABET = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const [SPACE, QUOTE, COMMA, BACKSLASH, END] = [0x20, 0x22, 0x2c, 0x5c, 0x5d] as const;
const [A, Z, TO_LOWER] = [0x41, 0x5a, 0x20] as const;

/** Compares personal values with the digests that leaves have of them. */
export class ValueChecks {
  /** `["SALT","FIELD","VALUE"]`, of which a digest is made. */
  private readonly input = Buffer.alloc(SALT_TEXT + LONGEST_FIELD + LONGEST_VALUE + 10);
  /** Its first bytes, by how many they are: most values are as long as another one. */
  private readonly inputs: Buffer[] = [];

  constructor() {
    this.input.write('["', 'latin1');
  }

  /**
   * @param row of `VALUE_COLUMNS` @param place of its event
   * @returns what differs; undefined where the leaf says that this was the value
   */
  problem(row: BinaryRow, digests: LeafDigests, place: number): string | undefined {
    if (row.isNull(ADDRESS) && this.agrees(row, digests, place)) return undefined;
    return valueProblem(row, digests.of(place));
  }

  /**
   * Compares bytes, of a value that is searched by no other address. Of those that it does not know to agree some do: those
   * that JSON escapes, and long ones.
   */
  agrees(row: BinaryRow, digests: LeafDigests, place: number): boolean {
    const { bytes } = row;
    const { input } = this;
    const [from, to] = [row.start(FIELD_NAME), row.end(FIELD_NAME)];
    const [start, end] = [row.start(VALUE), row.end(VALUE)];
    if (row.isNull(VALUE) || end - start > LONGEST_VALUE) return false;
    if (row.end(SALT) - row.start(SALT) !== SALT_BYTES || !isName(bytes, from, to)) return false;
    writeSalt(input, bytes, row.start(SALT));
    const at = separate(input, bytes, separate(input, bytes, 2 + SALT_TEXT, from, to), start, end);
    if (at < 0) return false;
    input[at] = QUOTE;
    input[at + 1] = END;
    const whole = (this.inputs[at] ??= input.subarray(0, at + 2));
    return digests.has(place, bytes, from, to, hash('sha256', whole, 'base64url'));
  }
}

/** Writes a salt of 32 bytes from the third byte on, as base64url. */
function writeSalt(target: Buffer, bytes: Buffer, from: number): void {
  let at = 2;
  const put = (bits: number): void => {
    target[at] = ALPHABET[bits & 63] ?? 0;
    at += 1;
  };
  for (let place = from; place < from + SALT_BYTES; place += 3) {
    const rest = from + SALT_BYTES - place;
    const three =
      ((bytes[place] ?? 0) << 16) |
      (((rest > 1 ? bytes[place + 1] : 0) ?? 0) << 8) |
      ((rest > 2 ? bytes[place + 2] : 0) ?? 0);
    put(three >> 18);
    put(three >> 12);
    put(three >> 6);
    if (rest > 2) put(three);
  }
}

/** Writes `","` and a part of the bytes. @returns where it ends; -1 where JSON writes it otherwise than it is */
function separate(target: Buffer, bytes: Buffer, at: number, from: number, to: number): number {
  target[at] = QUOTE;
  target[at + 1] = COMMA;
  target[at + 2] = QUOTE;
  let end = at + 3;
  for (let place = from; place < to; place += 1, end += 1) {
    const byte = bytes[place] ?? 0;
    if (byte < SPACE || byte === QUOTE || byte === BACKSLASH) return -1;
    target[end] = byte;
  }
  return end;
}

/** What `FIELD` says. */
function isName(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const letter = (bytes[at] ?? 0) & ~TO_LOWER;
    if (letter < A || letter > Z) return false;
  }
  return to > from && to - from <= LONGEST_FIELD;
}

/**
 * Compares texts. @param digests between the braces of the leaf's
 * @returns what differs
 */
export function valueProblem(row: BinaryRow, digests: string): string | undefined {
  const field = row.latin1(FIELD_NAME);
  const value = row.text(VALUE);
  const salt = row.bytes.toString('base64url', row.start(SALT), row.end(SALT));
  // Canonical JSON (RFC 8785) of an array of texts is what JSON.stringify makes of them.
  const digest = hash('sha256', `["${salt}","${field}",${JSON.stringify(value)}]`, 'base64url');
  if (!FIELD.test(field) || !digests.includes(`"${field}":"${digest}"`))
    return digests.includes(`"${field}":"`)
      ? `its personal value ${field} is not the one that it was recorded with`
      : 'a personal value stands beside it of which its leaf has no digest';
  if (!row.isNull(ADDRESS) && !isSearchedAs(row.text(ADDRESS), value))
    return 'the address that it is searched by is not its value';
  return undefined;
}

/** The database finds an IPv4 address in no network of its own where it holds it as one of IPv6. */
function isSearchedAs(address: string, value: string): boolean {
  return plainAddress(address) === value && address.includes(':') === value.includes(':');
}
