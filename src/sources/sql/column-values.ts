import { type LiveColumn } from './live-schema.js';

/** First characters of a cell that spreadsheets take for the start of a formula, full-width forms included. */
const FORMULA_START = `'=', '+', '-', '@', E'\\t', E'\\r', E'\\n', '＝', '＋', '－', '＠'`;

/** Types whose text never starts a formula, or is a number that people want to add up. */
const HARMLESS = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'boolean',
  'uuid',
  'date',
  'inet',
  'cidr',
  'bytea',
  'timestamp with time zone',
  'timestamp without time zone',
]);

/** The column's value as bundles write it, for `row_to_json`. */
export function jsonValue(reference: string, column: LiveColumn): string {
  // The text of json, unlike that of jsonb, may hold line breaks, which would break lines of NDJSON.
  if (column.type === 'json') return `${reference}::jsonb`;
  if (column.type === 'json[]') return `${reference}::jsonb[]`;
  return plainValue(reference, column);
}

/** The same value as a cell, with an apostrophe before what a spreadsheet would run as a formula. */
export function csvValue(reference: string, column: LiveColumn): string {
  if (column.type === 'boolean') return `${reference}::text`;
  if (HARMLESS.has(column.type)) return plainValue(reference, column);
  const text = column.isArray ? `to_jsonb(${reference})::text` : `${jsonValue(reference, column)}::text`;
  return `CASE WHEN left(${text}, 1) IN (${FORMULA_START}) THEN '''' || ${text} ELSE ${text} END`;
}

function plainValue(reference: string, { type }: LiveColumn): string {
  switch (type) {
    case 'timestamp with time zone':
      return instant(`${reference} AT TIME ZONE 'UTC'`, `${reference}::text`, '"Z"');
    case 'timestamp without time zone':
      return instant(reference, `${reference}::text`, '');
    case 'bytea':
      return `translate(encode(${reference}, 'base64'), E'\\n', '')`;
    // Unlike a cast to text, this leaves out /32 and /128.
    case 'inet':
      return `abbrev(${reference})`;
    default:
      return reference;
  }
}

/** RFC 3339 with milliseconds; infinities and years that it cannot write stay as PostgreSQL writes them. */
function instant(local: string, fallback: string, zone: string): string {
  const written = `to_char(${local}, 'YYYY-MM-DD"T"HH24:MI:SS.MS${zone}')`;
  return `CASE WHEN ${local} >= '0001-01-01' AND ${local} < '10000-01-01' THEN ${written} ELSE ${fallback} END`;
}
