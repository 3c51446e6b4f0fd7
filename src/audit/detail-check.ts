import { isIP } from 'node:net';
import { type AuditEntry } from './audit-entry.js';
import { isUuid, personIn } from './person-ref.js';

type Detail = NonNullable<AuditEntry['detail']>;

const LONGEST_TEXT = 200;
const MOST_FIELDS = 50;
const MOST_ITEMS = 200;
const LARGEST_DETAIL = 16_384;

/** Thrown for an entry that must never reach the log: always a mistake in the calling code, never in a person's input. */
export class EntryRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EntryRefused';
  }
}

/**
 * Refuses what could never be taken out again: the public part of an event is kept for good, so it holds
 * enumerations, counts and our own ids only. Messages name fields, never their values.
 * @throws EntryRefused
 */
export function checkEntry(entry: AuditEntry): void {
  if (!/^[a-z]+\.[a-z_]+$/.test(entry.action)) throw new EntryRefused('An action reads room.what_happened.');
  for (const ref of [personIn(entry.actor), entry.subject]) {
    if (ref !== undefined && !isUuid(ref.id)) {
      throw new EntryRefused(`The id of an ${ref.type} is not a UUID in lower case.`);
    }
  }
  if (entry.reference !== undefined && !/^[A-Z]-[0-9A-Z]{4}(-[0-9A-Z]{4})+$/.test(entry.reference)) {
    throw new EntryRefused('A reference reads like R-7K3F-92QM.');
  }
  if (entry.detail !== undefined) checkDetail(entry.detail);
}

function checkDetail(detail: Detail): void {
  const fields = Object.entries(detail);
  if (fields.length > MOST_FIELDS) throw new EntryRefused(`detail has over ${MOST_FIELDS} fields.`);
  for (const [field, value] of fields) {
    if (!/^[a-z][A-Za-z0-9_]{0,63}$/.test(field)) throw new EntryRefused('A field of detail has a bad name.');
    if (value !== undefined) checkField(field, value);
  }
  if (Buffer.byteLength(JSON.stringify(detail)) > LARGEST_DETAIL) {
    throw new EntryRefused(`detail is over ${LARGEST_DETAIL} bytes.`);
  }
}

function checkField(field: string, value: Detail[string]): void {
  if (typeof value === 'string') return checkText(field, value);
  if (typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new EntryRefused(`detail.${field} is not a whole number.`);
    return;
  }
  if (!Array.isArray(value))
    throw new EntryRefused(`detail.${field} is of a kind that detail does not take.`);
  if (value.length > MOST_ITEMS) throw new EntryRefused(`detail.${field} has over ${MOST_ITEMS} items.`);
  value.forEach((item: unknown) => {
    if (typeof item !== 'string') throw new EntryRefused(`detail.${field} has an item that is no text.`);
    checkText(field, item);
  });
}

function checkText(field: string, text: string): void {
  if (text.length > LONGEST_TEXT) {
    throw new EntryRefused(
      `detail.${field} is over ${LONGEST_TEXT} characters; free text belongs in values.`,
    );
  }
  // Control characters and lone surrogates would stop the database from reading the event as JSON.
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new EntryRefused(`detail.${field} has a control character or half a character.`);
  }
  if (text.includes('@') || isIP(text) !== 0) {
    throw new EntryRefused(`detail.${field} looks like an address; personal data belongs in values.`);
  }
}
