import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { conflict } from '../platform/http/problem.js';
import { type Locale } from '../platform/i18n/locale.js';
import { Account, type Role } from './account.js';
import { Accounts } from './accounts.js';

export interface NewAccount {
  readonly id: string;
  readonly username: string;
  /** Proven to be read by whoever the account is for. */
  readonly email: string;
  readonly role: Role;
  readonly displayName: string | null;
  readonly locale: Locale;
  readonly passwordHash: string | null;
}

/** Makes an account, with its person and identifiers, out of a proven address. */
@Injectable()
export class AccountOpening {
  constructor(
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  /**
   * A guest who proved the same address before is the same person. Of several callers with one address or user name the
   * first to come gets it; the others wait for that one's end.
   * @throws Problem 409 `already-confirmed` where the address is an account's, `username-taken` where the name is
   */
  async open(manager: EntityManager, form: NewAccount): Promise<Account> {
    await this.persons.lockEmail(manager, form.email);
    if ((await this.accounts.byEmail(manager, form.email)) !== undefined) {
      throw conflict('already-confirmed', 'This address belongs to an account already; sign in.');
    }
    const personId = await this.persons.personOfVerifiedEmail(manager, form.email);
    if (!(await this.insert(manager, form, personId))) {
      throw conflict('username-taken', 'Somebody else has taken this user name meanwhile; register again.');
    }
    await this.persons.addAccount(manager, personId, form.id);
    return manager.findOneByOrFail(Account, { id: form.id });
  }

  private async insert(manager: EntityManager, form: NewAccount, personId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO accounts (id, person_id, username, email, role, display_name, locale, password_hash,
                             created_at, updated_at, email_confirmed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        form.id,
        personId,
        form.username,
        form.email,
        form.role,
        form.displayName,
        form.locale,
        form.passwordHash,
        this.clock.now(),
      ],
    );
    return rows.length > 0;
  }
}
