import { createHash, randomBytes } from 'node:crypto';
import { plainAddress } from '../platform/text/plain-address.js';
import { type AuditEntry, type PersonalValues, type PersonRef } from './audit-entry.js';
import { EntryRefused } from './detail-check.js';
import { personIn } from './person-ref.js';

export type ValueField = keyof PersonalValues;

export const VALUE_FIELDS: readonly ValueField[] = [
  'ip',
  'userAgent',
  'email',
  'username',
  'name',
  'reason',
  'text',
];

/** Characters of one value; the rest of a longer one is cut, and an ellipsis says so. */
const LONGEST_VALUE = 4000;
const SALT_BYTES = 32;

/** One personal value as it is written: the digest enters the leaf, value and salt a row that can be deleted. */
export interface SaltedValue {
  readonly field: ValueField;
  readonly value: string;
  readonly salt: Buffer;
  readonly digest: string;
  /** Whose value it is; undefined for one that belongs to nobody and is kept for security. */
  readonly owner: PersonRef | undefined;
}

/** The entry's values, cleaned, salted and with their owners; empty ones are left out. */
export function saltedValues(entry: AuditEntry): SaltedValue[] {
  return VALUE_FIELDS.flatMap((field) => {
    const value = cleanValue(field, entry.values?.[field]);
    if (value === undefined) return [];
    const salt = randomBytes(SALT_BYTES);
    return [{ field, value, salt, digest: valueDigest(salt, field, value), owner: ownerOf(field, entry) }];
  });
}

/**
 * The digest of one personal value: SHA-256 over the UTF-8 bytes of the canonical JSON (RFC 8785) of the array
 * `[salt, field, value]`, the salt being its 32 bytes as base64url without padding (43 characters). The digest is
 * written as base64url without padding too. `docs/audit-format.md` has a worked example.
 */
export function valueDigest(salt: Buffer, field: ValueField, value: string): string {
  // Of an array of texts, JSON as JavaScript writes it is canonical.
  const disclosed = JSON.stringify([salt.toString('base64url'), field, value]);
  return createHash('sha256').update(disclosed, 'utf8').digest('base64url');
}

function ownerOf(field: ValueField, entry: AuditEntry): PersonRef | undefined {
  const actor = personIn(entry.actor);
  return field === 'ip' || field === 'userAgent' ? actor : (entry.subject ?? actor);
}

/** What the database can hold as text, so that the stored value and the digest never differ. */
function cleanValue(field: ValueField, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (field === 'ip') {
    const address = plainAddress(value);
    if (address === undefined) throw new EntryRefused('values.ip is not an IP address.');
    return address;
  }
  const text = value.replaceAll('\0', '\uFFFD').replace(/\p{Cs}/gu, '\uFFFD');
  if (text.length <= LONGEST_VALUE) return text;
  return `${text.slice(0, LONGEST_VALUE - 1).replace(/\p{Cs}$/u, '')}…`;
}
