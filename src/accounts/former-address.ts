import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { retention } from '../policy/retention.js';
import { type Account } from './account.js';
import { AccountMails } from './account-mails.js';
import { AccountTokens } from './account-tokens.js';

/** Whoever reads the address that an account had. */
@Injectable()
export class FormerAddress {
  constructor(
    private readonly tokens: AccountTokens,
    private readonly mails: AccountMails,
  ) {}

  /** @param account as it was before the change */
  async tell(manager: EntityManager, account: Account): Promise<void> {
    const what = { accountId: account.id, kind: 'stop', email: account.email } as const;
    const token = await this.tokens.make(manager, what, retention.stopLink);
    await this.mails.addressChanged(manager, account, account.email, token);
  }
}
