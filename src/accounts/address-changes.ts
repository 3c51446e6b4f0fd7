import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict, invalidField } from '../platform/http/problem.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { Account } from './account.js';
import { Accounts, type LockedAccount } from './accounts.js';
import { AccountTokens } from './account-tokens.js';
import { FormerAddress } from './former-address.js';
import { HeldProfiles } from './held-profiles.js';

/** The change itself, which `AddressChanges` makes and a stop link undoes. */
@Injectable()
export class AddressTakeover {
  constructor(
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly held: HeldProfiles,
    private readonly clock: Clock,
  ) {}

  lock(manager: EntityManager, accountId: string): Promise<LockedAccount | undefined> {
    return this.held.lock(manager, accountId);
  }

  /**
   * Makes `email` the locked account's address, and its person's.
   * @returns false where it is another account's: then nothing was changed
   */
  async take(manager: EntityManager, account: Account, email: string): Promise<boolean> {
    await this.persons.lockEmail(manager, email);
    const holder = await this.accounts.byEmail(manager, email);
    if (holder !== undefined && holder.id !== account.id) return false;
    await this.held.keep(manager, account, ['email'], { type: 'account', id: account.id });
    if (foldAddress(account.email) !== foldAddress(email)) {
      await this.persons.endEmail(manager, account.personId, account.email);
      await this.persons.takeEmail(manager, account.personId, email);
    }
    const now = this.clock.now();
    const change = { email, emailConfirmedAt: now, securedAt: now, updatedAt: now };
    await manager.update(Account, { id: account.id }, change);
    return true;
  }
}

/** Gives an account another address, once somebody has proved to read its mail. */
@Injectable()
export class AddressChanges {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: AccountTokens,
    private readonly log: AuditLog,
    private readonly takeover: AddressTakeover,
    private readonly former: FormerAddress,
  ) {}

  /**
   * Puts the address in use that the link was mailed to. Whoever reads the former one is told, and can undo it for a week;
   * links that were mailed there before are void.
   * @throws Problem 422 where the link is unknown, used or out of date; 409 `already-confirmed` where the address became
   * another account's meanwhile
   */
  async confirm(token: string, origin: Origin): Promise<void> {
    const found = await this.tokens.peek(['change_email'], token);
    if (found === undefined) throw usedLink();
    await this.database.transaction(async (manager) => {
      const locked = await this.takeover.lock(manager, found.accountId);
      const redeemed = await this.tokens.redeem(manager, ['change_email'], token);
      const email = redeemed?.email ?? undefined;
      if (locked === undefined || email === undefined) throw usedLink();
      const { account } = locked;
      if (!(await this.takeover.take(manager, account, email))) {
        throw conflict('already-confirmed', 'This address belongs to another account.');
      }
      await this.tokens.drop(manager, account.id, ['password_reset', 'set_up', 'change_email']);
      await this.former.tell(manager, account);
      const actor = { type: 'account', id: account.id } as const;
      const values = { ip: origin.ip, userAgent: origin.userAgent };
      await this.log.append(manager, {
        action: 'auth.address_changed',
        actor,
        values: { ...values, email },
      });
      await this.log.append(manager, {
        action: 'account.changed',
        actor,
        detail: { fields: ['email'] },
        values,
      });
    });
  }
}

function usedLink() {
  return invalidField('/token', 'This link was used before or is out of date; change the address again.');
}
