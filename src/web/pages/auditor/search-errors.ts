import { type FieldSentence } from '../field-errors.js';
import { type SearchField } from './search-form.js';

/** What each field of a search must hold, in the reader's language. */
export const SEARCH_SENTENCES: Readonly<Record<SearchField, FieldSentence>> = {
  q: 'error.auditText',
  action: 'error.auditAction',
  outcome: 'error.auditOutcome',
  actor: 'error.auditActor',
  subject: 'error.auditSubject',
  reference: 'error.auditReference',
  ip: 'error.auditIp',
  from: 'error.auditFrom',
  to: 'error.auditTo',
};
