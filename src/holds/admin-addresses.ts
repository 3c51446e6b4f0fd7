import { type EntityManager } from 'typeorm';
import { type Locale } from '../platform/i18n/locale.js';

/** Where an admin reads mail. */
export interface AdminMailbox {
  readonly accountId: string;
  readonly email: string;
  readonly locale: Locale;
}

/** Lent by the room of accounts, which lies above. */
export abstract class AdminAddresses {
  abstract all(manager: EntityManager): Promise<readonly AdminMailbox[]>;
}
