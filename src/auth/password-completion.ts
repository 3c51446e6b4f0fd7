import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { AuthMails } from './auth-mails.js';
import { Lockout } from './lockout.js';

/** How an account got the password: changed by whoever knows the former one, or chosen by a link in a mail. */
export type PasswordChoice =
  | { readonly action: 'auth.password_changed' }
  | { readonly action: 'auth.password_reset_completed'; readonly firstPassword: boolean };

/** What follows from a new password. */
@Injectable()
export class PasswordCompletion {
  constructor(
    private readonly accounts: Accounts,
    private readonly lockout: Lockout,
    private readonly mails: AuthMails,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Writes the hash, ends everything that was open under the old password, and tells the owner. Call it under the account's lock. */
  async complete(
    manager: EntityManager,
    account: Account,
    { action, ...detail }: PasswordChoice,
    hash: string,
    origin: Origin,
  ): Promise<void> {
    const at = this.clock.now();
    await this.accounts.setPassword(manager, account.id, hash, at);
    const sessions = await this.lockout.endAll(manager, account.id);
    await this.mails.passwordChanged(manager, account, { ip: origin.ip, at });
    await this.log.append(manager, {
      action,
      actor: { type: 'account', id: account.id },
      detail: { sessions, ...detail },
      values: { ip: origin.ip, userAgent: origin.userAgent },
    });
  }
}
