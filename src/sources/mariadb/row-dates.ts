import { type MariaColumn } from './maria-schema.js';
import { bound, type Sql, sql } from './sql-text.js';
import { isZeroDate, textOf } from './values.js';

/** When a row was written, as SQL: no earlier than, and no later than. Null where it has no date. */
export interface RowDates {
  readonly first: Sql;
  readonly last: Sql;
}

/** A date without a time is anywhere from where that day begins on Earth to where it ends. */
export function datesOf(held: Sql, column: MariaColumn | undefined): RowDates {
  const real = sql`IF(${isZeroDate(held)}, NULL, ${held})`;
  switch (column?.type) {
    case 'datetime':
    case 'timestamp':
      return { first: real, last: real };
    case 'date':
      return { first: sql`(${real} - INTERVAL 14 HOUR)`, last: sql`(${real} + INTERVAL 36 HOUR)` };
    default: {
      const read =
        column === undefined || column.charset === null
          ? sql`NULL`
          : sql`CAST(${textOf(held, column)} AS DATETIME(6))`;
      return { first: read, last: read };
    }
  }
}

/** An instant as dates are compared with, in UTC as they are. */
export function instant(at: Date): Sql {
  return sql`CAST(${bound(at.toISOString().replace('T', ' ').replace('Z', ''))} AS DATETIME(6))`;
}
