import { type EntityManager } from 'typeorm';
import { type Locale } from '../i18n/locale.js';

/** A mail that left, or never will. */
export interface MailFacts {
  readonly kind: string;
  readonly locale?: Locale;
  /** Whose mail it was; both are missing where that person's data went meanwhile. */
  readonly accountId?: string;
  readonly requestId?: string;
  /** Known only where the mail was accepted, and whose it was is still known. */
  readonly to?: string;
}

export interface MailFailure {
  /** `refused`: the receiving side will not have it; `unreachable`: every try failed; `unreadable`: it cannot be made. */
  readonly reason: 'refused' | 'unreachable' | 'unreadable';
  /** The reply code of the receiving side (RFC 5321), where it gave one. */
  readonly code?: number;
}

/** Where the outcome of each mail is written down. The room above that keeps the log provides it. */
export abstract class MailJournal {
  /** Called in the transaction that marks the mail sent. */
  abstract sent(manager: EntityManager, mail: MailFacts): Promise<void>;
  /** Called in the transaction that marks the mail failed. */
  abstract failed(manager: EntityManager, mail: MailFacts, why: MailFailure): Promise<void>;
}
