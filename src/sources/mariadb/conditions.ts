import { type Condition } from '../map/data-map.js';
import { holdsConstant, startsWith } from './matches.js';
import { type MariaColumn } from './maria-schema.js';
import { either, type Sql, sql } from './sql-text.js';

/** Rows for which a condition of the map holds. */
export function holdsCondition(held: Sql, column: MariaColumn, condition: Condition): Sql {
  const { equals, oneOf, noneOf, startsWith: start, isNull } = condition;
  if (isNull !== undefined) return isNull ? sql`${held} IS NULL` : sql`${held} IS NOT NULL`;
  if (start !== undefined) return startsWith(held, column, start);
  const values = noneOf ?? oneOf ?? (equals === undefined ? [] : [equals]);
  const found = either(values.map((value) => holdsConstant(held, column, value)));
  return noneOf === undefined ? found : sql`(${found} IS NOT TRUE)`;
}
