import { type Collection, type DataMap } from '../map/data-map.js';
import { fieldsOf } from '../map/entry-fields.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { type CollectionView } from '../snapshot.js';

/** The collection as bundles and pages show it. */
export function viewOf(collection: Collection, unconfirmed: boolean): CollectionView {
  const { id, title, category } = collection;
  const fields = fieldsOf(collection);
  return {
    id,
    title,
    category,
    fields: unconfirmed ? [...fields, UNCONFIRMED_FIELD] : fields,
    withheld: withheldOf(collection),
    ...(collection.files === undefined ? {} : { files: collection.files }),
  };
}

/** Columns, entries and parts of values that are not handed out. */
function withheldOf({ withheld, fields, entries, unreached }: Collection): CollectionView['withheld'] {
  const keys = (entries?.keys ?? []).map((key) => ({ ...key, name: key.key ?? `${key.prefix}…` }));
  const structured = [...fields.map((field) => ({ ...field, name: field.column })), ...keys];
  return [
    ...withheld.map(({ column, reason }) => ({ name: column, reason })),
    ...keys.flatMap((key) => (key.withheld === undefined ? [] : [{ name: key.name, reason: key.withheld }])),
    ...structured.flatMap(({ name, secret = [] }) =>
      secret.map(({ member, reason }) => ({
        name: member === undefined ? name : `${name}.${member}`,
        reason,
      })),
    ),
    ...unreached,
  ];
}

/** True where rows of the collection may be reached by an unconfirmed address alone. */
export function mayBeUnconfirmed(map: DataMap, { leads }: Pick<Collection, 'leads'>): boolean {
  return leads.some((lead) =>
    lead.by === 'membership'
      ? mayBeUnconfirmed(map, collectionOf(map, lead.collection))
      : lead.by === 'address' && lead.unconfirmed === true,
  );
}

/**
 * Collections of which a person may say that a row is not theirs: an unconfirmed address leads to rows of it by itself, and
 * a record is a row.
 */
export function disownable({ collections }: DataMap): Collection[] {
  return collections.filter(
    ({ leads, entries }) =>
      entries === undefined && leads.some((lead) => lead.by === 'address' && lead.unconfirmed === true),
  );
}

/** The identifiers whose growth may reach more confirmed rows of the collection. */
export function usesOf(map: DataMap, collection: Collection): Set<string> {
  return new Set(
    collection.leads.flatMap((lead) => {
      if (lead.by === 'identifier') return [lead.identifier];
      return lead.by === 'membership' ? [...usesOf(map, collectionOf(map, lead.collection))] : [];
    }),
  );
}

/** @param id one that the map has, as `dataMapProblems` sees to */
export function collectionOf(map: DataMap, id: string): Collection {
  const found = map.collections.find((collection) => collection.id === id);
  if (found === undefined) throw new Error(`no collection ${id}`);
  return found;
}
