import { type Finding, finding } from '../finding.js';
import { type DataMap } from '../map/data-map.js';
import { erasingRule } from '../map/erased-columns.js';
import { type MariaSchema } from './maria-schema.js';

/** Triggers that run as rows are erased: they may write what is erased elsewhere. */
export function triggerWarnings(map: DataMap, live: MariaSchema): Finding[] {
  return map.collections.flatMap((collection) => {
    const triggers = live.get(collection.table)?.triggers ?? [];
    if (triggers.length === 0 || erasingRule(collection) === undefined) return [];
    const { id, table } = collection;
    return [finding('triggers', { collection: id, table, triggers: triggers.join(', ') })];
  });
}
