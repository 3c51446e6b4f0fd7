import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { AccountTokens } from '../accounts/account-tokens.js';
import { retention } from '../policy/retention.js';
import { AuthMails, type Cause } from './auth-mails.js';

/** Links that are good at the same time. A newer one does not void an older one: whoever asks twice may use either. */
const MOST_LIVE = 3;

/** Links by which the owner of an account chooses a new password. */
@Injectable()
export class ResetLinks {
  constructor(
    private readonly tokens: AccountTokens,
    private readonly mails: AuthMails,
  ) {}

  /**
   * Mails a link to the account's own address, never to what was typed. The caller holds the account's lock, so that no
   * two calls count at once.
   * @returns false where as many links as allowed are good already: then no mail leaves
   */
  async mail(manager: EntityManager, account: Account, cause: Cause): Promise<boolean> {
    if ((await this.tokens.countLive(manager, account.id, 'password_reset')) >= MOST_LIVE) return false;
    const what = { accountId: account.id, kind: 'password_reset' } as const;
    const token = await this.tokens.make(manager, what, retention.passwordReset);
    await this.mails.resetLink(manager, account, token, cause);
    return true;
  }
}
