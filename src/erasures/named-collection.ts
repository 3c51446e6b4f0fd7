import { type Locale } from '../platform/i18n/locale.js';
import { type Sources } from '../sources/sources.js';

/** A collection as receipts name it. Data maps change: of one that is not mapped any more the id is left. */
export function namedCollection(sources: Sources, source: string, collection: string, locale: Locale) {
  const view = sources.mapped(source)?.find(({ id }) => id === collection);
  return {
    source,
    collection,
    title: view?.title[locale] ?? collection,
    category: view?.category ?? 'technical',
  } as const;
}
