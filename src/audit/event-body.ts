import canonicalize from 'canonicalize';
import { type AuditEntry } from './audit-entry.js';
import { isSame, personIn, refKey } from './person-ref.js';
import { type SaltedValue } from './personal-values.js';

/**
 * The public part of an event as canonical JSON (RFC 8785), without its number. The sequencer's function wraps it as
 * `{"event":BODY,"seq":N,"v":1}`: the keys of that object are in order, N is a whole number below 2^53, so the leaf is
 * canonical JSON again. Its fields are fixed for good by `docs/audit-format.md`.
 * @param pseudonyms by `refKey`, of whom the log may name; a forgotten person has none
 */
export function eventBody(
  entry: AuditEntry,
  at: Date,
  pseudonyms: ReadonlyMap<string, string>,
  values: readonly SaltedValue[],
): string {
  const actor = personIn(entry.actor);
  const { subject } = entry;
  const body = canonicalize({
    action: entry.action,
    actor: { id: actor && pseudonyms.get(refKey(actor)), type: entry.actor.type },
    at: at.toISOString(),
    detail: entry.detail ?? {},
    digests: Object.fromEntries(values.map(({ field, digest }) => [field, digest])),
    outcome: entry.outcome ?? 'success',
    reference: entry.reference,
    subject: subject && !isSame(subject, actor) ? pseudonyms.get(refKey(subject)) : undefined,
  });
  return body ?? '';
}
