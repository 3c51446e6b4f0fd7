import { type Collection, type DataMap } from './data-map.js';
import { type MapProblem } from './data-map-problems.js';
import { erasingRule, fixedColumns } from './erased-columns.js';

/** What the shape of `restrict` cannot say: a row is found again by other columns, and nothing else sets this one. */
export function restrictProblems(map: DataMap): MapProblem[] {
  return map.collections.flatMap((collection, index) => {
    const message = problemOf(collection);
    return message === undefined
      ? []
      : [{ path: ['collections', index, 'restrict', ...(message.at ?? [])], message: message.text }];
  });
}

function problemOf(
  collection: Collection,
): { readonly text: string; readonly at?: readonly string[] } | undefined {
  const { restrict, leads, fields, withheld } = collection;
  if (restrict === undefined) return undefined;
  const { column } = restrict;
  const rule = erasingRule(collection);
  if (rule === undefined)
    return { text: 'expected a collection that is erased: nothing else is kept from an erasure by a hold' };
  const elsewhere = [...fixedColumns(collection), ...leads.map((lead) => lead.column)];
  if (elsewhere.includes(column))
    return {
      at: ['column'],
      text: `expected a column that neither leads to the person nor says which row it is, not "${column}"`,
    };
  const own = [...fields.filter(({ join }) => join === undefined), ...withheld];
  const erased = own.some((other) => other.column === column && other.erase !== 'keep');
  return erased || rule.unlink.includes(column) || column in rule.set
    ? { at: ['column'], text: `expected a column that erasing keeps (erase: keep), not "${column}"` }
    : undefined;
}
