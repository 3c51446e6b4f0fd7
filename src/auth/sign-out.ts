import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { actorOf, type Principal } from './principal.js';
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
