import { type DataMap } from '../../../src/sources/map/data-map.js';
import { dataMapSchema } from '../../../src/sources/map/map-file.js';

export const title = { ar: 'عنوان', fr: 'Titre', en: 'Title' };

/** A map of the schema `shop` with the least that the format asks for; each part may be replaced. */
export function mapOf(...collections: readonly Record<string, unknown>[]): DataMap {
  return dataMapSchema.parse({
    version: 1,
    title,
    schema: 'shop',
    collections: collections.map(({ fields, ...given }) => ({
      key: ['id'],
      title,
      category: 'content',
      table: given.id,
      ...given,
      fields: (fields as (string | Record<string, unknown>)[]).map((field) =>
        typeof field === 'string' ? { name: field, column: field, title } : { title, ...field },
      ),
    })),
  });
}
