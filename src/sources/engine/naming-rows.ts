import { type NamingRow, type RecordKey } from '../erasing.js';
import { type Collection, type DataMap } from '../map/data-map.js';

/** How rows of a collection say to which row of another one they belong. */
export interface Owner {
  readonly column: string;
  readonly collection: string;
}

/** Of memberships by the other collection's whole key, which one column holds. */
export function ownersOf(map: DataMap, collection: Collection): Owner[] {
  return collection.leads.flatMap((lead) => {
    if (lead.by !== 'membership') return [];
    const other = map.collections.find(({ id }) => id === lead.collection);
    return other?.key.length === 1 && other.key[0] === lead.key
      ? [{ column: lead.column, collection: lead.collection }]
      : [];
  });
}

/**
 * What a database answered, by the path.
 * @param rows each what a row holds of a file, its key, the key of a row of the same record, and a column an owner
 * @param names paths by what rows hold of them (see `heldNames`)
 */
export function namingRows(
  rows: readonly (readonly string[])[],
  names: ReadonlyMap<string, string>,
  { key }: Pick<Collection, 'key'>,
  owners: readonly Owner[],
): Map<string, NamingRow[]> {
  const found = new Map<string, Map<string, { record: RecordKey[]; owners: NamingRow['owners'] }>>();
  for (const [held = '', ...parts] of rows) {
    const path = names.get(held) ?? '';
    const naming = JSON.stringify(parts.slice(0, key.length));
    const belongs = parts.slice(2 * key.length).flatMap((part, place) => {
      const owner = owners[place];
      return owner === undefined ? [] : [{ collection: owner.collection, key: [part] }];
    });
    const each = found.get(path) ?? new Map<string, { record: RecordKey[]; owners: NamingRow['owners'] }>();
    const row = each.get(naming) ?? { record: [], owners: belongs };
    row.record.push(parts.slice(key.length, 2 * key.length));
    found.set(path, each.set(naming, row));
  }
  return new Map(
    [...found].map(([path, each]) => [
      path,
      [...each].map(([naming, row]) => ({ key: JSON.parse(naming) as RecordKey, ...row })),
    ]),
  );
}
