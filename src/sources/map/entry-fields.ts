import { type DataCategory } from '../../policy/purposes.js';
import { type FieldView } from '../snapshot.js';
import { type Collection } from './data-map.js';
import { type Entries, type EntryKey } from './entries-shape.js';
import { type Secret, type ValueFormat } from './format-shape.js';

/** A field that entries make. */
export interface EntryField {
  readonly view: FieldView;
  /** Whether it is an object with a member for each name. */
  readonly byName: boolean;
  readonly format?: ValueFormat;
  readonly secret?: readonly Secret[];
}

/** The place of entries that are not handed out, before those of all fields. */
export const WITHHELD_PLACE = 0;

/** The fields that entries make, in the order of their places from 1 on; that of the other names is the last. */
export function entryFields(entries: Entries, category: DataCategory): EntryField[] {
  const shown = entries.keys.flatMap(({ name, title, ...key }): EntryField[] => {
    if (name === undefined || title === undefined) return [];
    const view = { name, title, category: key.category ?? category };
    return [{ view, byName: key.prefix !== undefined, format: key.format, secret: key.secret }];
  });
  const { others } = entries;
  const view = { name: others.name, title: others.title, category: others.category ?? category };
  return [...shown, { view, byName: true, format: others.format }];
}

/** Each named key with its place among the fields. */
export function entryPlaces(entries: Entries): { readonly key: EntryKey; readonly place: number }[] {
  let place = WITHHELD_PLACE;
  return entries.keys.map((key) => ({
    key,
    place: key.withheld === undefined ? (place += 1) : WITHHELD_PLACE,
  }));
}

/** The kind of data that each named key holds, in the order in which they are tried, and that of all other names. */
export function entryCategories({ entries, category }: Collection): {
  readonly keys: readonly { readonly key: EntryKey; readonly category: DataCategory }[];
  readonly others: DataCategory;
} {
  return {
    keys: (entries?.keys ?? []).map((key) => ({ key, category: key.category ?? category })),
    others: entries?.others.category ?? category,
  };
}

/** Every field of a collection's records, in their order. */
export function fieldsOf({ fields, entries, category }: Collection): FieldView[] {
  const own = fields.map((field) => ({
    name: field.name,
    title: field.title,
    category: field.category ?? category,
  }));
  return entries === undefined ? own : [...own, ...entryFields(entries, category).map(({ view }) => view)];
}
