import { escapeIdentifier as quote } from 'pg';
import { type LiveColumn } from '../engine/live-schema.js';

/** When a row was written, as SQL: no earlier than, and no later than. Null where it has no date. */
export interface RowDates {
  readonly first: string;
  readonly last: string;
}

/** A date without a time is anywhere from where that day begins on Earth to where it ends. */
export function datesOf(column: LiveColumn | undefined, alias = 't'): RowDates {
  if (column === undefined) return { first: 'NULL::timestamptz', last: 'NULL::timestamptz' };
  const held = `${alias}.${quote(column.name)}`;
  if (column.type === 'timestamp with time zone') return { first: held, last: held };
  const utc = `(${held}::timestamp AT TIME ZONE 'UTC')`;
  if (column.type !== 'date') return { first: utc, last: utc };
  return { first: `(${utc} - interval '14 hours')`, last: `(${utc} + interval '36 hours')` };
}
