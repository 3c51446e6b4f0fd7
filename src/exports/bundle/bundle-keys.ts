import { createHash, sign } from 'node:crypto';
import { type Keyring } from '../../platform/crypto/keyring.js';

const PURPOSE = 'bundle';

/** An Ed25519 public key as RFC 8037 writes it. */
export interface BundleJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
}

/** The public key that bundles are signed with. `kid` is its thumbprint (RFC 7638). */
export function bundleJwk(keyring: Keyring): BundleJwk {
  const x = keyring.publicKey(PURPOSE).toString('base64url');
  // The required members alone, in the order of the alphabet (RFC 8037, appendix A.3).
  const canonical = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  const kid = createHash('sha256').update(canonical).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig' };
}

/** The 64 bytes of the Ed25519 signature over `bytes`. */
export function signBundle(keyring: Keyring, bytes: Buffer): Buffer {
  return sign(null, bytes, keyring.signingKey(PURPOSE));
}
