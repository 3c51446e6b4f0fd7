import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { refuseGuessable } from '../accounts/account-fields.js';
import { Accounts } from '../accounts/accounts.js';
import { type AccountTokenKind, AccountTokens } from '../accounts/account-tokens.js';
import { Passwords } from '../accounts/passwords.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { PasswordCompletion } from './password-completion.js';

/** Both choose a password: the first one of an account, or another. */
const KINDS: readonly AccountTokenKind[] = ['password_reset', 'set_up'];

/** Takes the new password that somebody chose by a link in a mail. */
@Injectable()
export class ResetConfirmation {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly tokens: AccountTokens,
    private readonly passwords: Passwords,
    private readonly completion: PasswordCompletion,
  ) {}

  /**
   * The link is used up with the change, and only then: a password that is refused leaves it good. Of any number of
   * callers with one link, or with several of one account, one succeeds.
   * @throws Problem 422 for `/token` where the link is unknown, used or out of date, for `/password` where it is easily
   * guessed; 503
   */
  async confirm(token: string, password: string, origin: Origin): Promise<void> {
    const found = await this.tokens.peek(KINDS, token);
    const account = found && (await this.accounts.byId(this.database.manager, found.accountId));
    if (account === undefined) throw usedLink();
    refuseGuessable(password, account);
    const hash = await this.passwords.hash(password);
    await this.database.transaction(async (manager) => {
      const locked = await this.accounts.lock(manager, account.id);
      const redeemed = await this.tokens.redeem(manager, KINDS, token);
      if (locked === undefined || redeemed === undefined) throw usedLink();
      const choice = {
        action: 'auth.password_reset_completed',
        firstPassword: redeemed.kind === 'set_up',
      } as const;
      await this.completion.complete(manager, locked.account, choice, hash, origin);
    });
  }
}

function usedLink() {
  return invalidField('/token', 'This link was used before or is out of date; ask for a new one.');
}
