import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as timeOrderedUuid } from 'uuid';
import { Clock } from '../platform/clock/clock.js';
import { type AuditEntry, type PersonRef } from './audit-entry.js';
import { checkEntry, EntryRefused } from './detail-check.js';
import { eventBody } from './event-body.js';
import { personIn, refKey } from './person-ref.js';
import { type SaltedValue, saltedValues } from './personal-values.js';
import { claimPseudonyms } from './pseudonym-claim.js';
import { SECURITY_RETENTION } from './security-retention.js';

/** The way into the log. */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /**
   * Records the event in the caller's transaction: it commits with the change, or not at all (I4).
   *
   * A person gets a random pseudonym with the first event. Once forgotten, nobody has one again: the event is still
   * recorded, but says only `account` or `request` and carries none of that person's values, not even their
   * digests. So write the last events of a person before `AuditPseudonyms.forget`, in the same transaction.
   * @throws EntryRefused where the entry breaks the rules of the log, or no transaction is open
   */
  async append(manager: EntityManager, entry: AuditEntry): Promise<void> {
    checkEntry(entry);
    if (manager.queryRunner?.isTransactionActive !== true) {
      throw new EntryRefused('An event is appended inside the transaction of its change.');
    }
    const at = this.clock.now();
    const actor = personIn(entry.actor);
    const subject = samePerson(entry.subject, actor) ? undefined : entry.subject;
    const salted = saltedValues(entry);
    const claimed = await claimPseudonyms(manager, present(actor, subject));
    const values = salted.filter(({ owner }) => owner === undefined || claimed.has(refKey(owner)));
    const people = { actor: idOf(claimed, actor), subject: idOf(claimed, subject) };
    await write(manager, eventBody(entry, at, people, values), at, values, claimed);
  }
}

/** One statement for the queue's row and those of the values. */
async function write(
  manager: EntityManager,
  body: string,
  at: Date,
  values: readonly SaltedValue[],
  claimed: ReadonlyMap<string, string>,
): Promise<void> {
  const id = timeOrderedUuid();
  if (values.length === 0) {
    await manager.query('INSERT INTO audit_queue (id, body) VALUES ($1, $2)', [id, body]);
    return;
  }
  await manager.query(
    `WITH queued AS (INSERT INTO audit_queue (id, body) VALUES ($1, $2))
     INSERT INTO audit_values (event, field, value, ip, salt, owner, until)
     SELECT $1, field, value, CASE field WHEN 'ip' THEN value::inet END, salt, owner,
            CASE WHEN owner IS NULL THEN $3::timestamptz + $4::interval END
     FROM unnest($5::text[], $6::text[], $7::bytea[], $8::uuid[]) AS v (field, value, salt, owner)`,
    [
      id,
      body,
      at,
      SECURITY_RETENTION,
      values.map(({ field }) => field),
      values.map(({ value }) => value),
      values.map(({ salt }) => salt),
      values.map(({ owner }) => idOf(claimed, owner) ?? null),
    ],
  );
}

function idOf(claimed: ReadonlyMap<string, string>, ref: PersonRef | undefined): string | undefined {
  return ref === undefined ? undefined : claimed.get(refKey(ref));
}

function present(...refs: readonly (PersonRef | undefined)[]): PersonRef[] {
  return refs.filter((ref) => ref !== undefined);
}

function samePerson(one: PersonRef | undefined, other: PersonRef | undefined): boolean {
  return one !== undefined && other !== undefined && refKey(one) === refKey(other);
}
