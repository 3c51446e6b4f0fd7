import canonicalize from 'canonicalize';
import { type AuditEntry } from './audit-entry.js';
import { personIn } from './person-ref.js';
import { type SaltedValue } from './personal-values.js';

/** What the log knows of the people in one event once their pseudonyms are settled. */
export interface EventPeople {
  /** Undefined where the actor is no person, or was forgotten. */
  readonly actor: string | undefined;
  readonly subject: string | undefined;
}

/**
 * The public part of an event as canonical JSON (RFC 8785), without its number. The sequencer's function wraps it as
 * `{"event":BODY,"seq":N,"v":1}`: the keys of that object are in order, N is a whole number below 2^53, so the leaf is
 * canonical JSON again. Its fields are fixed for good by `docs/audit-format.md`.
 */
export function eventBody(
  entry: AuditEntry,
  at: Date,
  people: EventPeople,
  values: readonly SaltedValue[],
): string {
  const body = canonicalize({
    action: entry.action,
    actor: { id: personIn(entry.actor) === undefined ? undefined : people.actor, type: entry.actor.type },
    at: at.toISOString(),
    detail: entry.detail ?? {},
    digests: Object.fromEntries(values.map(({ field, digest }) => [field, digest])),
    outcome: entry.outcome ?? 'success',
    reference: entry.reference,
    subject: people.subject,
  });
  return body ?? '';
}
