import { callerNetwork, type Counted, type RateLimit } from '../platform/limits/rate-limits.js';
import { asciiAddress } from '../platform/text/ascii-address.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { retention } from '../policy/retention.js';

const window = retention.rateLimit;

/** What one caller may try at one login: somebody who forgot a password does not lock out the neighbours. */
const FAILURES_OF_CALLER_AT_LOGIN: RateLimit = { name: 'sign_in.caller_login', points: 20, window };
const FAILURES_OF_CALLER: RateLimit = { name: 'sign_in.caller', points: 60, window };
/** More than callers of four networks can use up, so that nobody alone keeps the owner out. */
const FAILURES_AT_LOGIN: RateLimit = { name: 'sign_in.login', points: 100, window };

const RESETS_OF_CALLER: RateLimit = { name: 'reset.caller', points: 60, window };
const RESETS_OF_ADDRESS: RateLimit = { name: 'reset.address', points: 30, window };

/**
 * What a failed sign-in counts against.
 * @param login as it was typed, whether it leads to an account or not: counting by account would tell which logins do
 */
export function signInLimits(ip: string | undefined, login: string): Counted[] {
  const caller = callerNetwork(ip);
  const name = foldAddress(asciiAddress(login.normalize('NFC')));
  return [
    { limit: FAILURES_OF_CALLER_AT_LOGIN, by: `${caller} ${name}` },
    { limit: FAILURES_OF_CALLER, by: caller },
    { limit: FAILURES_AT_LOGIN, by: name },
  ];
}

/** What a call for a password reset counts against, whether the address is known or not. */
export function resetLimits(ip: string | undefined, email: string): Counted[] {
  return [
    { limit: RESETS_OF_CALLER, by: callerNetwork(ip) },
    { limit: RESETS_OF_ADDRESS, by: foldAddress(email) },
  ];
}
