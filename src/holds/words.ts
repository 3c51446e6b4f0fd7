import { catalogue } from '../platform/i18n/catalogue.js';
import { ar } from './words/ar.js';
import { en } from './words/en.js';
import { fr } from './words/fr.js';

/** The words of mails and pages about holds. */
export const holdWords = catalogue({ ar, fr, en });
