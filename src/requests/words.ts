import { catalogue } from '../platform/i18n/catalogue.js';
import { writtenRetentions } from '../policy/written.js';
import { ar } from './words/ar.js';
import { en } from './words/en.js';
import { fr } from './words/fr.js';

export type RequestWordKey = keyof typeof en;

/** The words of mails and pages about requests. They name lengths of the policy as `{guestLink}`. */
export const requestWords = catalogue({ ar, fr, en }, writtenRetentions);
