import { type ErasedPerson } from '../requests/erased-cases.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type SealedSubject } from './erasure-rows.js';

/** The ids and addresses by which the portal's own case rows lead to a person. */
export function casePeople({ emails, known }: SealedSubject): ErasedPerson {
  const { account = [], person = [], request = [] } = known[PORTAL_ID] ?? {};
  return { accountIds: account, personIds: person, requestIds: request, addresses: emails };
}
