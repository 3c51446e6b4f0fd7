import { type EntityManager } from 'typeorm';
import { type AgedRows } from '../audit/aged-rows.js';
import { type DueRows, type PurgeRun } from '../audit/retention-rule.js';
import { type MailRecordsToKeep } from '../platform/mail/mail-record.js';

export type MailsToKeep = MailRecordsToKeep & {
  /** None may go. */
  readonly everything: boolean;
};

/** What the purge of mails leaves. Lent by the room of holds, which lies above. */
export abstract class KeptMails {
  /** Asked in each transaction that deletes; the answer holds until it ends. */
  abstract pass(manager: EntityManager): Promise<MailsToKeep>;
  /** What the run would find, by the same holds; passes no gate. @param unseen ids of holds that are not to be told of */
  abstract due(
    manager: EntityManager,
    rows: AgedRows<MailsToKeep>,
    run: PurgeRun,
    unseen: readonly string[],
  ): Promise<DueRows>;
}
