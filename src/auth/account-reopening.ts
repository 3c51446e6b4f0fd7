import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountClosing } from '../accounts/account-closing.js';
import { AccountTokens } from '../accounts/account-tokens.js';
import { ApiTokens } from './api-tokens.js';
import { Sessions } from './sessions.js';

/** Gives a closed account back to whoever takes back what is left of their erasure. */
@Injectable()
export class AccountReopening {
  constructor(
    private readonly accounts: AccountClosing,
    private readonly links: AccountTokens,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
  ) {}

  /**
   * Its owner signs in anew: sessions, tokens and links from before are erased to them, though holds may keep their rows,
   * which stay.
   */
  async reopen(manager: EntityManager, accountId: string): Promise<void> {
    await this.links.expire(manager, accountId);
    await this.sessions.expire(manager, accountId);
    await this.tokens.expire(manager, accountId);
    await this.accounts.reopen(manager, accountId);
  }
}
