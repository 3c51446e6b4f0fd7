import { type EntityManager } from 'typeorm';
import { type MailRecordsToKeep } from '../platform/mail/mail-record.js';

export type MailsToKeep = MailRecordsToKeep & {
  /** None may go. */
  readonly everything: boolean;
};

/** What the purge of mails leaves. Lent by the room of holds, which lies above. */
export abstract class KeptMails {
  /** Asked in each transaction that deletes; the answer holds until it ends. */
  abstract pass(manager: EntityManager): Promise<MailsToKeep>;
}
