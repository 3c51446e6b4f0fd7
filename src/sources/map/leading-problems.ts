import { type Collection, type DataMap } from './data-map.js';
import { type MapProblem } from './data-map-problems.js';
import { type ErasingRule } from './erase-shape.js';
import { erasingRule } from './erased-columns.js';

/**
 * Rows that stay and still lead to the person would be found again for ever. One that belongs to another row leads no
 * further than that one does.
 */
export function stillLeading(
  map: DataMap,
  collection: Collection,
  rule: ErasingRule,
  at: MapProblem['path'],
): MapProblem[] {
  const named = [...collection.fields.filter(({ join }) => join === undefined), ...collection.withheld];
  return collection.leads.flatMap((lead, index) => {
    const { column } = lead;
    if (lead.by === 'membership' && stopsLeading(map, lead.collection)) return [];
    if (collection.key.includes(column) || rule.unlink.includes(column)) return [];
    if (column in rule.set && empties(rule.set[column])) return [];
    const own = named.filter((other) => other.column === column);
    if (!(column in rule.set) && own.length > 0 && own.every(({ erase }) => empties(erase))) return [];
    const message = `expected ${column} to be emptied: name it under unlink, or as a field whose erase is not keep or truncate`;
    return [{ path: [...at, 'leads', index, 'column'], message }];
  });
}

/** Whether rows of the collection go, or lose what leads from them to the person. */
function stopsLeading(map: DataMap, id: string): boolean {
  const collection = map.collections.find((other) => other.id === id);
  return collection !== undefined && erasingRule(collection) !== undefined;
}

/** Whether a column leads to nobody once the rule is done: a shortened address may still be what somebody looks for. */
function empties(rule: unknown): boolean {
  return rule !== 'keep' && !(typeof rule === 'object' && rule !== null && 'truncate' in rule);
}
