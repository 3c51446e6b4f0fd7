import { type HoldRule } from '../holds/hold-rules.js';
import { type DataCategory } from '../policy/purposes.js';
import { type KeptRows, LISTED, visibleRules } from './kept-rows.js';

/** The kinds of data that a collection holds. */
export type CategoriesOf = (rows: KeptRows) => ReadonlySet<DataCategory>;

/**
 * What holds keep as its person may know it: as if the holds that hide were not there. Rows that only these keep are gone,
 * of the others what these add to, and rows that differ by them alone are one lot.
 */
export function toldRows(
  kept: readonly KeptRows[],
  rules: readonly HoldRule[],
  categoriesOf: CategoriesOf,
): KeptRows[] {
  const lots = new Map<string, KeptRows>();
  for (const rows of kept) {
    const visible = visibleRules(rows, rules);
    if (visible.length === 0) continue;
    const holds = visible.map(({ id }) => id).toSorted();
    const categories = rows.earlier ? rows.categories : toldCategories(rows, visible, categoriesOf);
    const { source, collection, earlier } = rows;
    const lot = JSON.stringify([source, collection, earlier ?? false, categories, holds]);
    const { count = 0, records = [] } = lots.get(lot) ?? {};
    lots.set(lot, {
      ...rows,
      holds,
      categories,
      count: count + rows.count,
      records: [...records, ...rows.records].toSorted().slice(0, LISTED),
    });
  }
  return [...lots.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, rows]) => rows);
}

/** None where one of the holds keeps whole rows. */
function toldCategories(
  rows: KeptRows,
  visible: readonly HoldRule[],
  categoriesOf: CategoriesOf,
): readonly DataCategory[] {
  const held = visible.flatMap(({ scope }) => scope.category ?? []);
  if (held.length < visible.length) return [];
  const kept = rows.categories.length > 0 ? new Set(rows.categories) : categoriesOf(rows);
  return [...new Set(held)].filter((category) => kept.has(category)).toSorted();
}
