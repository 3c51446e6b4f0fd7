import { forbidden } from '../platform/http/problem.js';
import { type Account } from './account.js';

/**
 * Refuses whoever gave the password before the account's last change of password or address. To be asked under the
 * account's lock: a call that was let in before a reset and waited for its end would else make something that outlives
 * it, such as a token.
 * @param provenAt when the caller gave the password
 * @throws Problem 403 `step-up-required`
 */
export function refuseOutlivedProof({ securedAt }: Account, provenAt: Date): void {
  if (securedAt === null || securedAt <= provenAt) return;
  throw forbidden('step-up-required', 'The password or the address was changed since you signed in.');
}
