import { type DataCategory } from '../policy/purposes.js';
import { type Collection } from './map/data-map.js';

/** A collection as its data map describes it, known without asking the source. */
export interface MappedCollection {
  readonly id: string;
  /** Kinds of data that its columns hold. */
  readonly categories: ReadonlySet<DataCategory>;
  /** The kind of each field, by the field's name. */
  readonly fields: ReadonlyMap<string, DataCategory>;
}

export function mappedCollection({ id, category, fields }: Collection): MappedCollection {
  const kinds = fields.map((field) => [field.name, field.category ?? category] as const);
  return {
    id,
    categories: new Set([category, ...kinds.map(([, kind]) => kind)]),
    fields: new Map(kinds),
  };
}
