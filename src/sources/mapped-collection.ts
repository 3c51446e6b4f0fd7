import { type Titles } from '../platform/i18n/locale.js';
import { type DataCategory } from '../policy/purposes.js';
import { type Retained } from './erasing.js';
import { type Collection } from './map/data-map.js';
import {
  categoriesOf,
  emptiedKeys,
  erasedColumns,
  erasingRule,
  staysUnsigned,
} from './map/erased-columns.js';
import { fieldsOf } from './map/entry-fields.js';

/** A collection as its data map describes it, known without asking the source. */
export interface MappedCollection {
  readonly id: string;
  readonly title: Titles;
  readonly category: DataCategory;
  /** Its table in the source. */
  readonly table: string;
  /** Why its rows are kept, for a time or for ever. */
  readonly retained?: Retained;
  /** Whether they are kept without an end. */
  readonly lasting: boolean;
  /** Collections whose rows may refer to its rows, which go only once none does; itself is not among them. */
  readonly waitsFor: readonly string[];
  /** Whether rows stay for ever and only lose whose they are: they refer to nobody afterwards. */
  readonly unsigned: boolean;
  /** Whether a row that has to stay has anything to clear. */
  readonly clears: boolean;
  /** Whether its rows can be kept from being shown. */
  readonly restricts: boolean;
  /** Whether addresses of rows that stay are cut to their network. */
  readonly shortens: boolean;
  /** Kinds of data that its columns hold. */
  readonly categories: ReadonlySet<DataCategory>;
  /** The kind of each field, by the field's name. */
  readonly fields: ReadonlyMap<string, DataCategory>;
}

export function mappedCollection(collection: Collection): MappedCollection {
  const { id, title, category, table, erase, restrict } = collection;
  const rule = erasingRule(collection);
  const kinds = fieldsOf(collection).map((field) => [field.name, field.category] as const);
  return {
    id,
    title,
    category,
    table,
    retained: erase?.action === 'retain' ? { purpose: erase.purpose, citation: erase.citation } : undefined,
    lasting: erase?.action === 'retain' && erase.for === undefined,
    waitsFor:
      rule?.action === 'delete'
        ? rule.unlessReferredBy.map((referrer) => referrer.collection).filter((other) => other !== id)
        : [],
    unsigned: staysUnsigned(collection),
    clears:
      erasedColumns(collection).length +
        (rule?.unlink ?? []).length +
        Object.keys(rule?.set ?? {}).length +
        emptiedKeys(collection).length >
      0,
    restricts: restrict !== undefined,
    shortens: [
      ...erasedColumns(collection).map((column) => column.rule),
      ...Object.values(rule?.set ?? {}),
    ].some((each) => typeof each === 'object' && each !== null && 'truncate' in each),
    categories: new Set([...kinds.map(([, kind]) => kind), ...categoriesOf(collection)]),
    fields: new Map(kinds),
  };
}
