import { type MariaColumn } from './maria-schema.js';
import { fits, integer } from './matches.js';
import { bound, type Sql, sql, word } from './sql-text.js';
import { bytesOf, isBinary } from './values.js';

type Constant = string | number | boolean;

/** A constant of a map as text: true and false are 1 and 0. */
export function textOfConstant(constant: Constant): string {
  return typeof constant === 'boolean' ? String(Number(constant)) : String(constant);
}

/** The constant as it is put into the column. @param constant one that `constantFits` */
export function asHeld(constant: Constant, column: MariaColumn): Sql {
  const text = textOfConstant(constant);
  if (isWhole(column) && fits(text, column)) return integer(text, column);
  return isBinary(column) ? sql`CAST(${bound(text)} AS BINARY)` : bound(text);
}

/** True where the column holds the constant: as bytes where it holds text, else as its type compares. */
export function isHeld(held: Sql, constant: Constant, column: MariaColumn): Sql {
  const given = bound(textOfConstant(constant));
  if (isWhole(column)) return sql`${held} = ${asHeld(constant, column)}`;
  if (column.charset !== null) return sql`${bytesOf(held, column)} = CAST(${given} AS BINARY)`;
  return sql`${held} = ${asType(given, column)}`;
}

function asType(given: Sql, column: MariaColumn): Sql {
  if (isBinary(column)) return sql`CAST(${given} AS BINARY)`;
  switch (column.type) {
    case 'decimal':
      return sql`CAST(${given} AS DECIMAL(65, ${word(digitsOf(column).fraction)}))`;
    case 'float':
      return sql`CAST(${given} AS FLOAT)`;
    case 'double':
      return sql`CAST(${given} AS DOUBLE)`;
    case 'date':
    case 'datetime':
    case 'timestamp':
      return sql`CAST(${given} AS DATETIME(6))`;
    case 'time':
      return sql`CAST(${given} AS TIME(6))`;
    default:
      return given;
  }
}

/** Columns of whole numbers. */
export function isWhole({ family, type }: MariaColumn): boolean {
  return family === 'integer' || type === 'year' || type === 'bit';
}

/** Digits that the type is spelled with: `decimal(10,2)` has ten, two of them behind the point; `datetime(3)` has three. */
export function digitsOf({ spelled }: MariaColumn): { readonly all: number; readonly fraction: number } {
  const [, all = '0', fraction = '0'] = /\((\d+)(?:,(\d+))?\)/.exec(spelled) ?? [];
  return { all: Number(all), fraction: Number(fraction) };
}
