import { createHash } from 'node:crypto';
import { type Keyring } from './keyring.js';

/** An Ed25519 public key as RFC 8037 writes it. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
}

/** The public key that things of this purpose are signed with. `kid` is its thumbprint (RFC 7638). */
export function publicJwk(keyring: Keyring, purpose: string): PublicJwk {
  const x = keyring.publicKey(purpose).toString('base64url');
  // The required members alone, in the order of the alphabet (RFC 8037, appendix A.3).
  const canonical = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  const kid = createHash('sha256').update(canonical).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig' };
}
