import { sign } from 'node:crypto';
import { type Keyring } from '../../platform/crypto/keyring.js';
import { publicJwk, type PublicJwk } from '../../platform/crypto/public-jwk.js';

const PURPOSE = 'bundle';

/** The public key that bundles are signed with. */
export function bundleJwk(keyring: Keyring): PublicJwk {
  return publicJwk(keyring, PURPOSE);
}

/** The 64 bytes of the Ed25519 signature over `bytes`. */
export function signBundle(keyring: Keyring, bytes: Buffer): Buffer {
  return sign(null, bytes, keyring.signingKey(PURPOSE));
}
