import { catalogue } from '../../platform/i18n/catalogue.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { fr } from './fr.js';

export type BundleWordKey = keyof typeof en;

/** The words of a bundle's pages. */
export const bundleWords = catalogue({ en, fr, ar });

/** Whether the pages have words for `key`; values and fields of sources are no keys of their own. */
export function isBundleWord(key: string): key is BundleWordKey {
  return Object.hasOwn(en, key);
}
