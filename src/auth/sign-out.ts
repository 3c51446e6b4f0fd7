import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { notFound } from '../platform/http/problem.js';
import { type AccountPrincipal, actorOf, type Principal } from './principal.js';
import { Sessions } from './sessions.js';

/** Ends sessions at the wish of whoever they belong to. They are dead on the server at once (P12). */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: Sessions,
    private readonly log: AuditLog,
  ) {}

  /** Ends the caller's own session; nothing happens where there is none. */
  async end(principal: Principal | undefined, origin: Origin): Promise<void> {
    const sessionId = principal?.sessionId;
    if (principal === undefined || sessionId === undefined) return;
    await this.database.transaction(async (manager) => {
      if (!(await this.sessions.end(manager, sessionId))) return;
      await this.log.append(manager, {
        action: 'auth.logged_out',
        actor: actorOf(principal),
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    });
  }

  /**
   * Ends one session of the caller's account, theirs or another.
   * @returns whether it is the one that the caller has
   * @throws Problem 404 for one that is not the account's, or has ended
   */
  async endOne(caller: AccountPrincipal, sessionId: string, origin: Origin): Promise<boolean> {
    const own = sessionId === caller.sessionId;
    await this.database.transaction(async (manager) => {
      if (!(await this.sessions.endOf(manager, caller.accountId, sessionId))) throw notFound();
      await this.log.append(manager, {
        action: 'auth.logged_out',
        actor: actorOf(caller),
        detail: own ? undefined : { elsewhere: true },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    });
    return own;
  }

  /** Ends every session of the account, the caller's own too. */
  async endEverywhere(accountId: string, origin: Origin): Promise<void> {
    await this.database.transaction(async (manager) => {
      const sessions = await this.sessions.endAll(manager, accountId);
      await this.log.append(manager, {
        action: 'auth.logged_out',
        actor: { type: 'account', id: accountId },
        detail: { everywhere: true, sessions },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    });
  }
}
