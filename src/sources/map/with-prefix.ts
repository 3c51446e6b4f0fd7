import { type Condition, type DataMap } from './data-map.js';
import { type Entries } from './entries-shape.js';

/** What stands for the prefix in values that rows hold. */
const MARK = '${prefix}';

/** The map of tables whose names begin with this prefix, and of rows that name it. */
export function withPrefix(map: DataMap, prefix: string): DataMap {
  const prefixed = <T extends { readonly table: string }>(item: T): T => ({
    ...item,
    table: `${prefix}${item.table}`,
  });
  const filled = <T>(value: T): T =>
    typeof value === 'string' ? (value.replaceAll(MARK, prefix) as T & string) : value;
  const narrowed = <T extends { readonly where?: Condition[] }>(item: T): T => ({
    ...item,
    where: item.where?.map((condition) => ({
      ...condition,
      equals: filled(condition.equals),
      oneOf: condition.oneOf?.map(filled),
      noneOf: condition.noneOf?.map(filled),
      startsWith: filled(condition.startsWith),
    })),
  });
  return {
    ...map,
    site: map.site && narrowed(prefixed(map.site)),
    collections: map.collections.map((collection) => ({
      ...prefixed(collection),
      leads: collection.leads.map(narrowed),
      learns: collection.learns.map(narrowed),
      joins: collection.joins.map(prefixed),
      recounts: collection.recounts.map((recount) => narrowed(prefixed(recount))),
      entries: collection.entries && filledEntries(collection.entries, filled),
      erase: collection.erase?.action === 'retain' ? narrowed(collection.erase) : collection.erase,
    })),
    notMapped: map.notMapped.map(prefixed),
  };
}

function filledEntries(entries: Entries, filled: (text?: string) => string | undefined): Entries {
  const keys = entries.keys.map((key) => ({ ...key, key: filled(key.key), prefix: filled(key.prefix) }));
  return { ...entries, keys };
}
