import { type SealedSubject } from './erasure-rows.js';

/** The ids and addresses by which the portal's own case rows lead to a person. */
export interface CasePeople {
  readonly accountIds: readonly string[];
  readonly personIds: readonly string[];
  readonly requestIds: readonly string[];
  readonly addresses: readonly string[];
}

export function casePeople({ emails, known }: SealedSubject): CasePeople {
  const { account = [], person = [], request = [] } = known.portal ?? {};
  return { accountIds: account, personIds: person, requestIds: request, addresses: emails };
}
