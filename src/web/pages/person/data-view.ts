import { writtenInstant } from '../../../platform/i18n/dates.js';
import { LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { CATEGORIES, DATA_CATEGORIES } from '../../../policy/purposes.js';
import { type RestrictionInForce } from '../../../requests/restrictions.js';
import { type HeldInSource } from '../../../sources/held-counts.js';
import { type PageFrame } from '../../layout/frame.js';
import { type DataView } from './data-page.js';

/** Puts counts into words, in the order in which people are told of categories. */
export function presentData(
  frame: PageFrame,
  held: readonly HeldInSource[],
  notMine: number,
  restricted: readonly RestrictionInForce[],
): DataView {
  const { locale } = frame;
  const number = new Intl.NumberFormat(LANGUAGE_TAG[locale]);
  return {
    frame,
    notMine,
    restricted: restricted.map(({ reference, since }) => ({
      reference,
      since: writtenInstant(since, locale, frame.zone),
    })),
    sources: held.map(({ source, title, collections }) => ({
      id: source,
      title: title[locale],
      rows:
        collections &&
        [...collections]
          .sort((one, other) => CATEGORIES.indexOf(one.category) - CATEGORIES.indexOf(other.category))
          .map((collection) => ({
            category: DATA_CATEGORIES[collection.category][locale],
            title: collection.title[locale],
            count: number.format(collection.count),
          })),
    })),
  };
}
