import { type EntityManager } from 'typeorm';
import { v4 as randomUuid, v7 as timeOrderedUuid } from 'uuid';
import { type Prepared, runPrepared } from '../platform/database/prepared.js';
import { type AuditEntry, type PersonRef } from './audit-entry.js';
import { eventBody } from './event-body.js';
import { refKey } from './person-ref.js';
import { type SaltedValue } from './personal-values.js';
import { VALUE_RETENTION } from './value-retention.js';

/** An event before anybody knows whom the log may name in it. */
export interface NewEvent {
  readonly entry: AuditEntry;
  readonly at: Date;
  readonly values: readonly SaltedValue[];
}

/** A person with the pseudonym that is theirs if they have none. */
interface Candidate {
  readonly ref: PersonRef;
  readonly fresh: string;
}

const APPEND: Prepared = {
  name: 'audit_append',
  text: 'SELECT audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz + $11::interval) AS gone',
};

/**
 * Queues the event with its values in one call of the database's, `audit_append`. Its body is written as if each person were new;
 * the database, which alone knows, puts the pseudonym that exists in the place of the fresh one.
 * @param persons whom it may name, each once
 * @returns those of them who are forgotten; then nothing was queued
 */
export async function writeEvent(
  manager: EntityManager,
  { entry, at, values }: NewEvent,
  persons: readonly PersonRef[],
): Promise<PersonRef[]> {
  const candidates = inOneOrder(persons);
  const fresh = new Map(candidates.map((candidate) => [refKey(candidate.ref), candidate.fresh]));
  const named = values.filter(({ owner }) => owner === undefined || fresh.has(refKey(owner)));
  const keys = [...fresh.keys()];
  const [answer] = await runPrepared<{ gone: boolean[] | null }>(manager, APPEND, [
    timeOrderedUuid(),
    eventBody(entry, at, fresh, named),
    candidates.map(({ ref }) => ref.type),
    candidates.map(({ ref }) => ref.id),
    candidates.map((candidate) => candidate.fresh),
    named.map(({ field }) => field),
    named.map(({ value }) => value),
    named.map(({ salt }) => salt),
    named.map(({ owner }) => (owner === undefined ? null : keys.indexOf(refKey(owner)) + 1)),
    at,
    VALUE_RETENTION,
  ]);
  const gone = answer?.gone ?? [];
  return candidates.filter((_, index) => gone[index] === true).map(({ ref }) => ref);
}

/** In the order in which `AuditPseudonyms.forget` locks them, so that the two never wait for each other in a circle. */
function inOneOrder(persons: readonly PersonRef[]): Candidate[] {
  return persons
    .map((ref) => ({ key: refKey(ref), ref, fresh: randomUuid() }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
