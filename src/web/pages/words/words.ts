import { catalogue } from '../../../platform/i18n/catalogue.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { fr } from './fr.js';

/** The words of the pages. */
export const pageWords = catalogue({ en, fr, ar });

export type PageKey = keyof typeof en;

/** Whether the catalogue has this key: for keys that are put together from a code. */
export function isPageKey(key: string): key is PageKey {
  return Object.hasOwn(en, key);
}
