import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forbidden, notFound } from '../platform/http/problem.js';
import { type Account } from './account.js';
import { type ProfileChanges } from './account-fields.js';
import { AccountMails } from './account-mails.js';
import { Accounts } from './accounts.js';
import { type PeopleOfficial } from './people-search.js';
import { ProfileEdits } from './profiles.js';

/** What the office may change in somebody's place: an address only its reader can prove, and a role is the operator's. */
export type OfficeChanges = Omit<ProfileChanges, 'email'>;

/** Profiles edited by admins, for a reason (P21). Whoever it is about is told by mail. */
@Injectable()
export class OfficeEdits {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly edits: ProfileEdits,
    private readonly mails: AccountMails,
  ) {}

  /** @returns the account as it is now. @throws Problem 404; 403 `own-account` */
  edit(
    official: PeopleOfficial,
    accountId: string,
    reason: string,
    changes: OfficeChanges,
  ): Promise<Account> {
    refuseOwn(official, accountId);
    return this.database.transaction(async (manager) => {
      const locked = await this.edits.lock(manager, accountId);
      if (locked === undefined) throw notFound();
      const visitor = { accountId: official.accountId, origin: official.origin, reason };
      const fields = await this.edits.apply(manager, visitor, locked.account, changes);
      const account = await this.accounts.byId(manager, accountId);
      if (account === undefined) throw notFound();
      if (fields.length > 0) await this.mails.changedByOffice(manager, account, fields);
      return account;
    });
  }
}

/** Nobody looks at themselves from the office's side: the page of their account is theirs. @throws Problem 403 */
export function refuseOwn({ accountId }: PeopleOfficial, subjectId: string): void {
  if (accountId === subjectId) {
    throw forbidden('own-account', 'This is your own account; see and edit it as your own.');
  }
}
