import { type BundleRecord } from './record.js';
import { type TextPieces } from './text-pieces.js';

/**
 * What a spreadsheet takes for a formula where a cell starts so, full-width forms included, and what divides cells and
 * rows wherever it is.
 */
const SPECIAL = /^[=+\-@\t\r\n＝＋－＠]|[",\r\n]/;
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const DIVIDES = /[",\r\n]/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const COMMA = Buffer.from(',');
const END = Buffer.from('\r\n');

/** The first row: the fields' names. */
export function csvHeader(names: readonly string[]): string {
  return `${names.map(csvCell).join(',')}\r\n`;
}

/** Adds a record as a row (RFC 4180). */
export function addCsvRow(out: TextPieces, names: readonly string[], record: BundleRecord): void {
  let first = true;
  for (const name of names) {
    if (!first) out.addBytes(COMMA);
    first = false;
    const value = record[name];
    if (value === null || value === undefined || value === '') continue;
    out.add(csvCell(typeof value === 'string' ? value : JSON.stringify(value)));
  }
  out.addBytes(END);
}

/** One cell: what a spreadsheet would run starts with an apostrophe; a negative number is only a number. */
export function csvCell(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return DIVIDES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
