import papaparse from 'papaparse';
import { type BundleRecord } from './record.js';

/** What a spreadsheet takes for a formula where a cell starts so, full-width forms included; a number is only a number. */
const FORMULA = /^(?!-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$)[=+\-@\t\r\n＝＋－＠]/;

/** The cells of a row, in the order of `names`. */
export function csvRow(names: readonly string[], record: BundleRecord): string[] {
  return names.map((name) => {
    const value = record[name];
    if (value === null || value === undefined) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** Rows as text (RFC 4180), each with its line break. What a spreadsheet would run starts with an apostrophe. */
export function csvText(rows: string[][]): string {
  return `${papaparse.unparse(rows, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
}
