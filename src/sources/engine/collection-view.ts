import { type Collection, type DataMap } from '../map/data-map.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { type CollectionView } from '../snapshot.js';

/** The collection as bundles and pages show it. */
export function viewOf(collection: Collection, unconfirmed: boolean): CollectionView {
  const { id, title, category } = collection;
  const fields = collection.fields.map((field) => ({
    name: field.name,
    title: field.title,
    category: field.category ?? category,
  }));
  return {
    id,
    title,
    category,
    fields: unconfirmed ? [...fields, UNCONFIRMED_FIELD] : fields,
    withheld: collection.withheld.map(({ column, reason }) => ({ name: column, reason })),
    ...(collection.files === undefined ? {} : { files: collection.files }),
  };
}

/** True where rows of the collection may be reached by an unconfirmed address alone. */
export function mayBeUnconfirmed(map: DataMap, { leads }: Pick<Collection, 'leads'>): boolean {
  return leads.some((lead) =>
    lead.by === 'membership'
      ? mayBeUnconfirmed(map, collectionOf(map, lead.collection))
      : lead.by === 'address' && lead.unconfirmed === true,
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
