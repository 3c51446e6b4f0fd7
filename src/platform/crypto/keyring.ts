import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../errors/code-of.js';

const HEADER = 'athar-secret-1 ';
/** DER prefix of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the 32-byte seed follows. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Everything this instance keeps secret, derived from one 32-byte master by HKDF-SHA-256 (RFC 5869). */
export class Keyring {
  private readonly derived = new Map<string, Buffer>();
  private readonly signing = new Map<string, KeyObject>();

  constructor(private readonly master: Buffer) {
    if (master.length !== 32) throw new Error('The master secret must be 32 bytes.');
  }

  /** A 32-byte key for one purpose; the same purpose always gives the same key. */
  key(purpose: string): Buffer {
    let key = this.derived.get(purpose);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.master, Buffer.alloc(0), `athar/${purpose}`, 32));
      this.derived.set(purpose, key);
    }
    return key;
  }

  /** HMAC-SHA-256 of `value` under the purpose's key: an equality test that tells nothing without the secret. */
  mac(purpose: string, value: string | Buffer): Buffer {
    return createHmac('sha256', this.key(`mac/${purpose}`))
      .update(value)
      .digest();
  }

  /** The Ed25519 private key for `purpose` (RFC 8032). */
  signingKey(purpose: string): KeyObject {
    let key = this.signing.get(purpose);
    if (key === undefined) {
      const der = Buffer.concat([PKCS8_ED25519, this.key(`sign/${purpose}`)]);
      key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      this.signing.set(purpose, key);
    }
    return key;
  }

  /** The raw 32-byte Ed25519 public key for `purpose`. */
  publicKey(purpose: string): Buffer {
    const jwk = createPublicKey(this.signingKey(purpose)).export({ format: 'jwk' });
    return Buffer.from(jwk.x ?? '', 'base64url');
  }
}

/**
 * Reads the master secret, or makes it on the first start (mode 0600).
 * Two processes that start at once end up with the same secret: it appears whole, by a link that only one can make.
 * @throws Error in one sentence where the file cannot be read, is open to every user, or holds something else
 */
export function openKeyring(path: string): Keyring {
  const text = readSecret(path) ?? makeSecret(path);
  const master = text.startsWith(HEADER)
    ? Buffer.from(text.slice(HEADER.length).trim(), 'base64url')
    : Buffer.alloc(0);
  if (master.length !== 32) {
    throw new Error(`ATHAR_SECRET_FILE ${path} does not hold an Athar secret; restore it from the backup.`);
  }
  return new Keyring(master);
}

function readSecret(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    if ((statSync(path).mode & 0o007) === 0) return text;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`ATHAR_SECRET_FILE ${path} cannot be read by this user (${codeOf(error)}).`, {
      cause: error,
    });
  }
  throw new Error(`ATHAR_SECRET_FILE ${path} is open to every user of this machine: run chmod o= on it.`);
}

function makeSecret(path: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${HEADER}${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  flushFolder(dirname(path));
  return readFileSync(path, 'utf8');
}

/** What is sealed from here on opens with this secret alone: a power cut must not take it away. */
function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
