import { type ErasureScope, type OfficeCalendar } from '../erasing.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { type MariaPredicates } from './maria-predicates.js';
import { type MariaSchema } from './maria-schema.js';
import { instant } from './row-dates.js';
import { type Sql, sql } from './sql-text.js';

/** Rows of one collection of one person, and how far they are erased. */
export interface ErasedRows {
  readonly map: DataMap;
  readonly live: MariaSchema;
  readonly collection: Collection;
  readonly predicates: MariaPredicates;
  readonly scope: ErasureScope;
  readonly calendar: OfficeCalendar;
}

/** True of a row `t` that is dated early enough; undefined where every row is. */
export function early({ collection, predicates, scope }: ErasedRows): Sql | undefined {
  if (scope.before === undefined) return undefined;
  return sql`((${predicates.dates(collection).last} < ${instant(scope.before)}) IS TRUE)`;
}
