import { digitsOf, isWhole, textOfConstant } from './constants.js';
import { type MariaColumn } from './maria-schema.js';
import { fits } from './matches.js';
import { isBinary } from './values.js';

const BITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,6}))?$/;
const TIME = /^-?\d{2,3}:[0-5]\d:[0-5]\d(?:\.(\d{1,6}))?$/;
const NUMBER = /^-?(\d+)(?:\.(\d+))?$/;

/**
 * Whether the column, once it was given the constant, holds just that: what it would round, fill up or cut off would count as
 * not erased yet for ever.
 */
export function constantFits(constant: string | number | boolean, column: MariaColumn): boolean {
  const text = textOfConstant(constant);
  if (column.json) return isJson(text);
  if (isWhole(column)) return isWholeFit(text, column);
  if (isBinary(column)) return bytesFit(Buffer.byteLength(text), column);
  switch (column.type) {
    case 'enum':
      return membersOf(column).includes(text);
    case 'set':
      return isSetFit(text, membersOf(column));
    case 'decimal':
      return isDecimalFit(text, column);
    case 'float':
    case 'double':
      return NUMBER.test(text);
    case 'date':
      return isDay(text);
    case 'datetime':
    case 'timestamp':
      return isMoment(text, column);
    case 'time':
      return (TIME.exec(text)?.[1] ?? '').length <= digitsOf(column).all && TIME.test(text);
    default:
      return column.charset === null ? isOther(text, column) : isTextFit(text, column);
  }
}

function isWholeFit(text: string, column: MariaColumn): boolean {
  if (!fits(text, { ...column, unsigned: column.unsigned || column.type === 'bit' })) return false;
  const value = BigInt(text);
  if (column.type === 'year') return value === 0n || (value >= 1901n && value <= 2155n);
  if (column.type === 'bit') return value >= 0n && value < 2n ** BigInt(digitsOf(column).all);
  const bits = BITS[column.type] ?? 64;
  return value === (column.unsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value));
}

function bytesFit(length: number, { type, bytes }: MariaColumn): boolean {
  return type === 'binary' ? length === bytes : length <= (bytes ?? Infinity);
}

function isDecimalFit(text: string, column: MariaColumn): boolean {
  const [, units, fraction = ''] = NUMBER.exec(text) ?? [];
  const { all, fraction: most } = digitsOf(column);
  if (units === undefined || (column.unsigned && text.startsWith('-'))) return false;
  return units.replace(/^0+/, '').length <= all - most && fraction.length <= most;
}

/** Zeros stand for no date. */
function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (year === undefined) return false;
  if (text === '0000-00-00') return true;
  const date = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) &&
    date.getUTCMonth() + 1 === Number(month) &&
    date.getUTCDate() === Number(day)
  );
}

function isMoment(text: string, column: MariaColumn): boolean {
  const [, day = text, , fraction = ''] = MOMENT.exec(text) ?? [];
  if (!isDay(day) || fraction.length > digitsOf(column).all) return false;
  if (column.type === 'datetime' || /^0000-00-00(?: 00:00:00(?:\.0+)?)?$/.test(text)) return true;
  return day > '1970-01-01' && day < '2038-01-19';
}

function isTextFit(text: string, { type, charset, length }: MariaColumn): boolean {
  // The blanks at the end of a CHAR are not held.
  if (type === 'char' && text.endsWith(' ')) return false;
  if (!/^(utf8|utf16|utf32|ucs2)/.test(charset ?? '') && /[^\x20-\x7e\t\r\n]/.test(text)) return false;
  const size = type.endsWith('text') ? Buffer.byteLength(text) : [...text].length;
  return size <= (length ?? Infinity);
}

function isOther(text: string, { type }: MariaColumn): boolean {
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return type === 'inet4' || type === 'inet6';
}

function isSetFit(text: string, members: readonly string[]): boolean {
  if (text === '') return true;
  const places = text.split(',').map((part) => members.indexOf(part));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}

/** The words between quotes of `enum('a','it''s')`. */
function membersOf({ spelled }: MariaColumn): string[] {
  return [...spelled.matchAll(/'((?:[^']|'')*)'/g)].map(([, member = '']) => member.replaceAll("''", "'"));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
