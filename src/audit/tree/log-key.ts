import { type Keyring } from '../../platform/crypto/keyring.js';
import { publicJwk, type PublicJwk } from '../../platform/crypto/public-jwk.js';

/** What the key of the log signs: checkpoints, and nothing else. */
export const LOG_KEY = 'audit.checkpoint';

export function logJwk(keyring: Keyring): PublicJwk {
  return publicJwk(keyring, LOG_KEY);
}
