import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 random bits as base64url, 43 characters. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token, as stored. Tokens carry 256 bits, so a bare hash cannot be searched. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Letters and digits that are not mistaken for one another when read aloud or copied by hand (no 0 O 1 I L U). */
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random reference of `groups` groups of four, such as `7K3F-92QM`: 4.9 bits a character. */
export function randomReference(groups: number): string {
  const characters: string[] = [];
  while (characters.length < groups * 4) {
    const byte = randomBytes(1)[0] ?? 0;
    if (byte < 240) characters.push(REFERENCE_ALPHABET[byte % 30] ?? '');
  }
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
