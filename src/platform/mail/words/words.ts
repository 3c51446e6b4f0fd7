import { catalogue } from '../../i18n/catalogue.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { fr } from './fr.js';

/** The words every mail carries, whatever it says. */
export const mailWords = catalogue({ en, fr, ar });
