import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { type AuditEntry } from './audit-entry.js';
import { checkEntry, EntryRefused } from './detail-check.js';
import { writeEvent } from './event-writing.js';
import { personsIn } from './person-ref.js';
import { saltedValues } from './personal-values.js';

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
    const event = { entry, at: this.clock.now(), values: saltedValues(entry) };
    const persons = personsIn(entry);
    const gone = await writeEvent(manager, event, persons);
    if (gone.length === 0) return;
    // A tombstone stays, and whoever has none is locked by now: the second try finds nobody else forgotten.
    const left = await writeEvent(
      manager,
      event,
      persons.filter((person) => !gone.includes(person)),
    );
    if (left.length > 0) throw new Error('An event named somebody whom the log had just found.');
  }
}
