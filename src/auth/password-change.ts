import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { refuseGuessable } from '../accounts/account-fields.js';
import { Accounts } from '../accounts/accounts.js';
import { Passwords } from '../accounts/passwords.js';
import { type Origin } from '../platform/http/origin.js';
import { unauthenticated } from '../platform/http/problem.js';
import { PasswordCompletion } from './password-completion.js';
import { type AccountPrincipal } from './principal.js';
import { StepUp } from './step-up.js';

/** A signed-in person chooses another password. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly stepUp: StepUp,
    private readonly passwords: Passwords,
    private readonly completion: PasswordCompletion,
  ) {}

  /**
   * Ends every session of the account, this one too: whoever changes a password may do so because somebody knows the old
   * one. A mail tells the owner.
   * @param current the password so far
   * @throws Problem 401 where that is wrong; 403 for a caller with a token; 422 for a password that is easily guessed; 429; 503
   */
  async change(
    principal: AccountPrincipal,
    current: string,
    password: string,
    origin: Origin,
  ): Promise<void> {
    const { accountId } = principal;
    const account = await this.accounts.byId(this.database.manager, accountId);
    if (account === undefined) throw unauthenticated();
    refuseGuessable(password, account);
    await this.stepUp.renew(principal, current, origin);
    const checked = await this.accounts.passwordHash(this.database.manager, accountId);
    const hash = await this.passwords.hash(password);
    await this.database.transaction(async (manager) => {
      const locked = await this.accounts.lock(manager, accountId);
      // Changed by somebody else meanwhile: the password that was given does not count any more.
      if (locked === undefined || locked.passwordHash !== checked) throw unauthenticated();
      const choice = { action: 'auth.password_changed' } as const;
      await this.completion.complete(manager, locked.account, choice, hash, origin);
    });
  }
}
