import { type IdentifyingColumn } from '../erasing.js';
import { type DataMap, type Lead } from '../map/data-map.js';
import { erasingRule } from '../map/erased-columns.js';

/** Of collections whose rows are erased; what belongs to such a row is found by way of it. */
export function identifyingColumns(map: DataMap): readonly IdentifyingColumn[] {
  const columns = map.collections.flatMap((collection) => {
    if (erasingRule(collection) === undefined) return [];
    return collection.leads.flatMap((lead) => {
      const identifier = identifierOf(lead);
      if (identifier === undefined) return [];
      const { id, date } = collection;
      return [{ collection: id, column: lead.column, identifier, dated: date !== undefined }];
    });
  });
  return columns.filter((column, index) => columns.findIndex((other) => isSame(other, column)) === index);
}

/** What a lead looks for in its column; undefined where that is no value that leads to a person. */
export function identifierOf(lead: Lead): string | undefined {
  if (lead.by === 'address') return 'address';
  return lead.by === 'identifier' ? lead.identifier : undefined;
}

function isSame(one: IdentifyingColumn, other: IdentifyingColumn): boolean {
  return (
    one.collection === other.collection && one.column === other.column && one.identifier === other.identifier
  );
}
