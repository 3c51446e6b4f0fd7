import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { type AccountToken, AccountTokens } from '../accounts/account-tokens.js';
import { type Account } from '../accounts/account.js';
import { AddressTakeover } from '../accounts/address-changes.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { StopEffects } from './stop-effects.js';

/** The link by which the owner of an address undoes a change that was not theirs. */
@Injectable()
export class StopLinks {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly tokens: AccountTokens,
    private readonly takeover: AddressTakeover,
    private readonly effects: StopEffects,
  ) {}

  /**
   * Gives the account its former address back where one was replaced and is still free, takes its password away, and ends
   * everything that was open. Links to stop later changes are void: they lie in the mailbox of whoever made those.
   * @throws Problem 422 where the link is unknown, used or out of date
   */
  async stop(token: string, origin: Origin): Promise<void> {
    const found = await this.tokens.peek(['stop'], token);
    if (found === undefined) throw usedLink();
    await this.database.transaction(async (manager) => {
      const locked = await this.accounts.lock(manager, found.accountId);
      const redeemed = await this.tokens.redeem(manager, ['stop'], token);
      if (locked === undefined || redeemed === undefined) throw usedLink();
      await this.tokens.drop(manager, found.accountId, ['stop'], redeemed.createdAt);
      const restored = await this.giveBack(manager, locked.account, redeemed);
      await this.effects.apply(manager, locked.account, restored, origin);
    });
  }

  private async giveBack(manager: EntityManager, account: Account, token: AccountToken): Promise<boolean> {
    return token.email !== null && this.takeover.take(manager, account, token.email);
  }
}

function usedLink() {
  return invalidField('/token', 'This link was used before or is out of date.');
}
