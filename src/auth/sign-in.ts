import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { signInLimits } from './auth-limits.js';
import { PasswordCheck, signInFailed } from './password-check.js';
import { type OpenedSession, Sessions } from './sessions.js';

export interface Credentials {
  /** A user name or an address. */
  readonly login: string;
  readonly password: string;
  readonly rememberMe: boolean;
}

export interface SignedIn {
  readonly account: Account;
  readonly session: OpenedSession;
}

/** Lets people in by their password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly check: PasswordCheck,
    private readonly sessions: Sessions,
    private readonly log: AuditLog,
  ) {}

  /**
   * @param replaced the token that came with the call: its session ends, so that nobody who planted it shares the new one
   * @throws Problem 401, the same for every failure; 429 and 503 as `PasswordCheck` says
   */
  async signIn(credentials: Credentials, origin: Origin, replaced?: string): Promise<SignedIn> {
    const { login, password } = credentials;
    const account = await this.accounts.byLogin(this.database.manager, login);
    const hash = await this.accounts.passwordHash(this.database.manager, account?.id);
    const verdict = await this.check.verdict(hash, password, signInLimits(origin.ip, login));
    if (account !== undefined && hash !== null && verdict.passed) {
      const signedIn = await this.open(account.id, hash, credentials, origin, replaced);
      if (signedIn !== undefined) return signedIn;
    }
    await this.failed(account, verdict.usedUp, origin);
    throw signInFailed();
  }

  /** @returns undefined where the password was changed since it was checked: whoever changed it ends all sessions */
  private open(
    accountId: string,
    checkedHash: string,
    { rememberMe }: Credentials,
    origin: Origin,
    replaced: string | undefined,
  ): Promise<SignedIn | undefined> {
    return this.database.transaction(async (manager) => {
      const locked = await this.accounts.lock(manager, accountId, 'share');
      if (locked?.passwordHash !== checkedHash) return undefined;
      if (replaced !== undefined) await this.sessions.endByToken(manager, replaced);
      const session = await this.sessions.open(manager, accountId, rememberMe, origin);
      await this.log.append(manager, {
        action: 'auth.logged_in',
        actor: { type: 'account', id: accountId },
        detail: { remembered: rememberMe },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
      return { account: locked.account, session };
    });
  }

  /** What was typed is not written down: people type their password where the login belongs. */
  private async failed(account: Account | undefined, usedUp: boolean, origin: Origin): Promise<void> {
    // The log takes somebody known and nobody by one question alike, so that an answer's time does not tell them apart (I6).
    await this.database.transaction(async (manager) => {
      await this.log.append(manager, {
        action: 'auth.login_failed',
        outcome: 'failure',
        actor: { type: 'anonymous' },
        subject: account && { type: 'account', id: account.id },
        detail: { limitReached: usedUp },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    });
  }
}
