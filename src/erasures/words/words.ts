import { catalogue } from '../../platform/i18n/catalogue.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { fr } from './fr.js';

/** The words of receipts. */
export const erasureWords = catalogue({ en, fr, ar });
