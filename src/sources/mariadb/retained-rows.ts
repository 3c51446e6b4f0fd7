import { type OfficeCalendar } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { datedRetention } from '../map/erased-columns.js';
import { type MariaPredicates } from './maria-predicates.js';
import { bound, joined, named, type Sql, sql, whole } from './sql-text.js';
import { isZeroDate } from './values.js';
import { localDay } from './zone-offsets.js';

/** What of a row decides whether its retention keeps it, as SQL over `t`. */
export interface RetentionFacts {
  /** True of a row that the rule speaks of; never null. */
  readonly concerned: Sql;
  /** The last day on which the rule keeps such a row; null where nobody knows it. */
  readonly ends: Sql;
}

/** Dates from here on stand for none: adding to them could go beyond what a date can hold. */
const FAR = sql`'9000-01-01'`;

/** Undefined where no row of the collection is kept for a time. */
export function retentionOf(
  collection: Collection,
  predicates: MariaPredicates,
  { zone }: OfficeCalendar,
): RetentionFacts | undefined {
  const rule = datedRetention(collection);
  if (rule === undefined || collection.date === undefined) return undefined;
  const held = named('t', collection.date);
  const { type } = predicates.column(collection, collection.date);
  const day = type === 'date' ? held : localDay(held, zone);
  const { months, days } = lengthOf(rule.for);
  const conditions = [sql`TRUE`, ...predicates.conditions(collection, rule.where)];
  return {
    concerned: sql`((${joined(conditions, ' AND ')}) IS TRUE)`,
    ends: sql`IF(${isZeroDate(held)} OR ${held} >= ${FAR}, NULL,
      ${day} + INTERVAL ${whole(months)} MONTH + INTERVAL ${whole(days)} DAY)`,
  };
}

/** True of a row that is kept today, by its facts: on its last day, and while nobody knows which day that is. */
export function isRetained(concerned: Sql, ends: Sql, today: string): Sql {
  return sql`(${concerned} AND COALESCE(${ends} >= CAST(${bound(today)} AS DATE), TRUE))`;
}

/** @param duration such as `P1Y6M`, as maps write it */
function lengthOf(duration: string): { readonly months: number; readonly days: number } {
  const count = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
  return { months: 12 * count('Y') + count('M'), days: 7 * count('W') + count('D') };
}
