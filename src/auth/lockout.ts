import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountTokens } from '../accounts/account-tokens.js';
import { ApiTokens } from './api-tokens.js';
import { Sessions } from './sessions.js';

/** Ends whatever lets anybody act for an account. */
@Injectable()
export class Lockout {
  constructor(
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly accountTokens: AccountTokens,
  ) {}

  /**
   * Sessions, tokens of scripts, and links that choose a password or an address. Links that stop a change stay good. The
   * caller holds the account's lock and has changed the password: a sign-in that began before finds it changed.
   * @returns how many sessions there were
   */
  async endAll(manager: EntityManager, accountId: string): Promise<number> {
    await this.accountTokens.drop(manager, accountId, ['password_reset', 'set_up', 'change_email']);
    await this.apiTokens.revokeAll(manager, accountId);
    return this.sessions.endAll(manager, accountId);
  }
}
