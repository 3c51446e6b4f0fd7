import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { forbidden } from '../platform/http/problem.js';
import { signInLimits } from './auth-limits.js';
import { PasswordCheck, signInFailed } from './password-check.js';
import { type AccountPrincipal } from './principal.js';
import { type OpenedSession, Sessions } from './sessions.js';

/** Asks a signed-in person for the password again, before what matters most. */
@Injectable()
export class StepUp {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly check: PasswordCheck,
    private readonly sessions: Sessions,
    private readonly log: AuditLog,
  ) {}

  /**
   * Replaces the caller's session by a fresh one that ends when the old one would have.
   * @throws Problem 403 for a caller with a token, who has no session; 401 for a wrong password; 429; 503
   */
  async renew(principal: AccountPrincipal, password: string, origin: Origin): Promise<OpenedSession> {
    const { accountId, sessionId } = principal;
    if (sessionId === undefined) throw forbidden('session-required', 'A token cannot do this: sign in.');
    const hash = await this.accounts.passwordHash(this.database.manager, accountId);
    const verdict = await this.check.verdict(hash, password, signInLimits(origin.ip, accountId));
    const renewed = verdict.passed ? await this.replace(accountId, sessionId, hash, origin) : undefined;
    if (renewed !== undefined) return renewed;
    await this.failed(accountId, verdict.usedUp, origin);
    throw signInFailed();
  }

  private replace(
    accountId: string,
    sessionId: string,
    checkedHash: string | null,
    origin: Origin,
  ): Promise<OpenedSession | undefined> {
    return this.database.transaction(async (manager) => {
      const locked = await this.accounts.lock(manager, accountId, 'share');
      if (locked === undefined || locked.passwordHash !== checkedHash) return undefined;
      const renewed = await this.sessions.renew(manager, sessionId, origin);
      if (renewed === undefined) return undefined;
      await this.log.append(manager, {
        action: 'auth.stepped_up',
        actor: { type: 'account', id: accountId },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
      return renewed;
    });
  }

  private async failed(accountId: string, usedUp: boolean, origin: Origin): Promise<void> {
    await this.database.transaction((manager) =>
      this.log.append(manager, {
        action: 'auth.login_failed',
        outcome: 'failure',
        actor: { type: 'account', id: accountId },
        detail: { stepUp: true, limitReached: usedUp },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      }),
    );
  }
}
