import { callerNetwork, type Counted, type RateLimit } from '../platform/limits/rate-limits.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { retention } from '../policy/retention.js';

const window = retention.rateLimit;

/** Many people share one address of a mobile network. */
const REGISTRATIONS_OF_CALLER: RateLimit = { name: 'register.caller', points: 60, window };
const REGISTRATIONS_OF_ADDRESS: RateLimit = { name: 'register.address', points: 10, window };
const CHANGES_OF_CALLER: RateLimit = { name: 'change_email.caller', points: 30, window };
/** Each tries a mail to somebody who may not have asked: as long as the first one's link is good, ten are enough. */
const CHANGES_OF_ADDRESS: RateLimit = {
  name: 'change_email.address',
  points: 10,
  window: retention.addressChange,
};

/** What a registration counts against, whether the address is known or not. */
export function registrationLimits(ip: string | undefined, email: string): Counted[] {
  return [
    { limit: REGISTRATIONS_OF_CALLER, by: callerNetwork(ip) },
    { limit: REGISTRATIONS_OF_ADDRESS, by: foldAddress(email) },
  ];
}

/** What a change of address counts against. */
export function addressChangeLimits(accountId: string, email: string): Counted[] {
  return [
    { limit: CHANGES_OF_CALLER, by: accountId },
    { limit: CHANGES_OF_ADDRESS, by: foldAddress(email) },
  ];
}
