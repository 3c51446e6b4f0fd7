import { type Counted, type RateLimit } from '../platform/limits/rate-limits.js';
import { foldAddress } from '../platform/text/fold-address.js';

const DAY = 86_400_000;
const unproven: RateLimit = { name: 'guest_mail', points: 10, window: DAY };
const links: RateLimit = { name: 'case_link', points: 10, window: DAY };

/** Mails to an address that nobody has proven for the request they are about: whoever knows it can use them up. */
export const unprovenMails = (email: string): Counted => ({ limit: unproven, by: foldAddress(email) });

/** Links into one confirmed case. Only whoever knows its reference as well can use them up. */
export const linksInto = (reference: string, email: string): Counted => ({
  limit: links,
  by: `${reference} ${foldAddress(email)}`,
});
