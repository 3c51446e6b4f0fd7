import { type Condition } from '../map/data-map.js';
import { type Constants } from './settings.js';

/**
 * Rows for which a condition of the map holds.
 * @param text what the column holds, as text that compares byte by byte
 */
export function holdsCondition(
  held: string,
  text: string,
  condition: Condition,
  constants: Constants,
): string {
  const { equals, oneOf, noneOf, startsWith, isNull } = condition;
  if (isNull !== undefined) return isNull ? `${held} IS NULL` : `${held} IS NOT NULL`;
  if (startsWith !== undefined) return `starts_with(${text}, ${constants.add(startsWith)})`;
  const values = noneOf ?? oneOf ?? (equals === undefined ? [] : [equals]);
  const sought = values.map((value) => constants.add(value));
  // A list of one would be read as a subquery, which no index serves.
  const found = sought.length === 1 ? `${text} = ${sought[0]}` : `${text} IN (${sought.join(', ')})`;
  return noneOf === undefined ? found : `(${found}) IS NOT TRUE`;
}
