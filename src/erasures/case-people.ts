import { type ErasedPerson } from '../requests/erased-cases.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type Erasure, type SealedSubject } from './erasure.js';

/**
 * The ids and addresses by which the portal's own case rows lead to a person. Once their erasure was deferred the
 * addresses are anybody's: what came under them later is not theirs.
 */
export function casePeople(
  { emails, known }: SealedSubject,
  erasure?: Pick<Erasure, 'deferredAt'>,
): ErasedPerson {
  const { account = [], person = [], request = [] } = known[PORTAL_ID] ?? {};
  const before = erasure?.deferredAt;
  return { accountIds: account, personIds: person, requestIds: request, addresses: emails, before };
}
