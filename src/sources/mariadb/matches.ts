import { type MariaColumn } from './maria-schema.js';
import { bound, either, joined, type Sql, sql, word } from './sql-text.js';
import { bytesOf, isBinary, textOf } from './values.js';

/** What stands between the parts of a key that is written as one text. */
const KEY_PARTS = '\u001f';

const UPPER = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * Trimmed, ASCII letters folded, every other character as it is, byte by byte. LOWER would fold other letters as well, and
 * knows no bytes.
 */
export function folded(held: Sql, column: MariaColumn): Sql {
  const trimmed = sql`REGEXP_REPLACE(${textOf(held, column)}, '^[ \\t\\r\\n]+|[ \\t\\r\\n]+$', '')`;
  return UPPER.reduce(
    (inner, letter) => sql`REPLACE(${inner}, '${word(letter)}', '${word(letter.toLowerCase())}')`,
    sql`CAST(${trimmed} AS BINARY)`,
  );
}

/**
 * Rows whose column holds one of these addresses. Collations take more for equal than addresses do (accents, blanks at the
 * end), so an index may find and the bytes decide.
 * @param addresses folded
 */
export function holdsAddress(held: Sql, column: MariaColumn, addresses: readonly string[]): Sql {
  if (addresses.length === 0) return sql`FALSE`;
  const sought = joined(
    addresses.map((address) => sql`CAST(${bound(address)} AS BINARY)`),
    ', ',
  );
  // Most hold it as it is, and folding takes its time.
  const exact = sql`(${bytesOf(held, column)} IN (${sought}) OR ${folded(held, column)} IN (${sought}))`;
  if (!findsFolded(column)) return exact;
  const begins = [...addresses.map(likely), ' ', '\t', '\r', '\n'];
  const found = begins.map((begin) => sql`${held} LIKE ${constant(`${begin}%`, column)}`);
  return sql`(${either(found)} AND ${exact})`;
}

/** Whether an index over the column finds an address in whatever letter case it is held. */
export function findsFolded({ collation }: MariaColumn): boolean {
  // In Turkish, I is not the capital of i.
  return collation !== null && /_ci$/.test(collation) && !/turkish|_tr_/.test(collation);
}

/** Most values that stand in a statement one by one, where nothing else is said. */
const FEW = 200;

/** Whether so many values stand in a statement one by one, by which an index serves them beside other ways to a row. */
export function isFew(values: number): boolean {
  return values <= FEW;
}

/** Rows whose column holds one of these identifiers. @param few so many stand in the statement one by one */
export function holdsAny(held: Sql, column: MariaColumn, values: readonly string[], few = FEW): Sql {
  const fitting = column.family === 'integer' ? values.filter((value) => fits(value, column)) : values;
  if (fitting.length === 0) return sql`FALSE`;
  return fitting.length <= few ? holdsFew(held, column, fitting) : holdsMany(held, column, fitting);
}

function holdsFew(held: Sql, column: MariaColumn, values: readonly string[]): Sql {
  if (column.family === 'integer') {
    return sql`${held} IN (${joined(
      values.map((value) => integer(value, column)),
      ', ',
    )})`;
  }
  const sought = values.map((value) => sql`CAST(${bound(value)} AS BINARY)`);
  const exact = sql`${bytesOf(held, column)} IN (${joined(sought, ', ')})`;
  if (column.charset === null) return exact;
  const alike = values.map((value) => constant(value, column));
  return sql`(${held} IN (${joined(alike, ', ')}) AND ${exact})`;
}

function holdsMany(held: Sql, column: MariaColumn, values: readonly string[]): Sql {
  if (column.family === 'integer') {
    return sql`${held} IN (SELECT j.v FROM ${list(values, sql`BIGINT ${column.unsigned ? sql`UNSIGNED` : sql``}`)})`;
  }
  const longest = word(values.reduce((most, { length }) => Math.max(most, length), 1));
  const exact = sql`${bytesOf(held, column)} IN (SELECT CAST(j.v AS BINARY) FROM ${list(
    values,
    sql`VARCHAR(${longest}) CHARACTER SET utf8mb4`,
  )})`;
  if (column.charset === null || column.collation === null) return exact;
  const alike = sql`VARCHAR(${longest}) CHARACTER SET ${word(column.charset)} COLLATE ${word(column.collation)}`;
  return sql`(${held} IN (SELECT j.v FROM ${list(values, alike)}) AND ${exact})`;
}

/** Rows whose column holds this value, as its text. */
export function holdsConstant(held: Sql, column: MariaColumn, value: string | number | boolean): Sql {
  const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
  if (column.family === 'integer') {
    return fits(text, column) ? sql`${held} = ${integer(text, column)}` : sql`FALSE`;
  }
  const exact = sql`${bytesOf(held, column)} = CAST(${bound(text)} AS BINARY)`;
  return column.charset === null ? exact : sql`(${held} = ${constant(text, column)} AND ${exact})`;
}

/** Rows whose column holds text that starts with this one, byte by byte. */
export function startsWith(held: Sql, column: MariaColumn, start: string): Sql {
  const length = word(Buffer.byteLength(start));
  const exact = sql`LEFT(${bytesOf(held, column)}, ${length}) = CAST(${bound(start)} AS BINARY)`;
  if (column.charset === null) return exact;
  return sql`(${held} LIKE ${constant(`${likely(start)}%`, column)} AND ${exact})`;
}

/** Rows whose column holds one of these identifiers behind the last of such a text. */
export function holdsAfter(held: Sql, column: MariaColumn, text: string, values: readonly string[]): Sql {
  if (values.length === 0) return sql`FALSE`;
  const bytes = bytesOf(held, column);
  const last = sql`SUBSTRING_INDEX(${bytes}, CAST(${bound(text)} AS BINARY), -1)`;
  const longest = word(values.reduce((most, { length }) => Math.max(most, length), 1));
  const among = list(values, sql`VARCHAR(${longest}) CHARACTER SET utf8mb4`);
  const sought = sql`SELECT CAST(j.v AS BINARY) FROM ${among}`;
  return sql`(LOCATE(CAST(${bound(text)} AS BINARY), ${bytes}) > 0 AND ${last} IN (${sought}))`;
}

/** Rows of which these columns hold one of the keys, part by part. @param keys at least one */
export function holdsKey(
  columns: readonly { readonly held: Sql; readonly column: MariaColumn }[],
  keys: readonly (readonly string[])[],
): Sql {
  const [first] = columns;
  if (columns.length === 1 && first !== undefined)
    return holdsAny(
      first.held,
      first.column,
      keys.map(([only = '']) => only),
    );
  const parts = columns.map(({ held, column }) => bytesOf(held, column));
  const whole = keys.map((key) => key.join(KEY_PARTS));
  const longest = word(whole.reduce((most, { length }) => Math.max(most, length), 1));
  const among = list(whole, sql`VARCHAR(${longest}) CHARACTER SET utf8mb4`);
  return sql`CONCAT_WS(CAST(${bound(KEY_PARTS)} AS BINARY), ${joined(parts, ', ')}) IN (SELECT CAST(j.v AS BINARY) FROM ${among})`;
}

/** Rows whose column holds what a select finds in a column of another table, byte by byte. */
export function holdsFound(
  held: Sql,
  column: MariaColumn,
  other: MariaColumn,
  select: (value: (its: Sql) => Sql) => Sql,
): Sql {
  const plain = sql`${held} IN (${select((its) => its)})`;
  if (column.family === 'integer' && other.family === 'integer') return plain;
  const exact = sql`${bytesOf(held, column)} IN (${select((its) => bytesOf(its, other))})`;
  const alike = column.collation !== null && column.collation === other.collation;
  return alike ? sql`(${plain} AND ${exact})` : exact;
}

/** Integers as the database writes them, of those that 64 bits hold; others are no value of a column of integers. */
export function fits(text: string, { unsigned }: MariaColumn): boolean {
  if (!/^(0|-?[1-9][0-9]{0,19})$/.test(text)) return false;
  // So few digits fit into 64 bits whatever they are.
  if (text.length < 19) return !(unsigned && text.startsWith('-'));
  const value = BigInt(text);
  return value === (unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value));
}

export function integer(value: string, { unsigned }: MariaColumn): Sql {
  return sql`CAST(${bound(value)} AS ${unsigned ? sql`UNSIGNED` : sql`SIGNED`})`;
}

/** Text for LIKE, standing for itself. */
function likely(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function list(values: readonly string[], type: Sql): Sql {
  return sql`JSON_TABLE(${bound(JSON.stringify(values))}, '$[*]' COLUMNS (v ${type} PATH '$')) j`;
}

/** Where a part of a key stands in the order of its column. */
export function keyPart(value: string, column: MariaColumn): Sql {
  if (column.family === 'integer') return integer(value, column);
  return isBinary(column) ? sql`UNHEX(${bound(value)})` : constant(value, column);
}

/** A value that compares as the column does: one that its character set lacks becomes another that is not held. */
function constant(value: string, { charset, collation }: MariaColumn): Sql {
  return charset === null || collation === null
    ? bound(value)
    : sql`CONVERT(${bound(value)} USING ${word(charset)}) COLLATE ${word(collation)}`;
}
