import { type Keyring } from '../../platform/crypto/keyring.js';
import { publicJwk, type PublicJwk } from '../../platform/crypto/public-jwk.js';
import { verifierKey } from './checkpoint.js';

/** What the key of the log signs: checkpoints, and nothing else. */
export const LOG_KEY = 'audit.checkpoint';

/** The key of the log, and the names under which it signs. */
export interface LogJwk extends PublicJwk {
  /** As https://c2sp.org/signed-note writes a verifier key, for the checkpoints of today. */
  readonly note_vkey: string | undefined;
  /** The same for those from before a restore, the first ones first. */
  readonly earlier_note_vkeys: string[];
}

/** @param origins of every epoch, the first one first */
export function logKeys(keyring: Keyring, origins: readonly string[]): LogJwk {
  const vkeys = origins.map((origin) => verifierKey(origin, keyring.publicKey(LOG_KEY)));
  return {
    ...publicJwk(keyring, LOG_KEY),
    note_vkey: vkeys.at(-1),
    earlier_note_vkeys: vkeys.slice(0, -1),
  };
}
