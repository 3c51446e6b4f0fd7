import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Outbox } from '../platform/mail/outbox.js';
import { accountStopped } from './account-stopped.js';
import { Lockout } from './lockout.js';

@Injectable()
export class StopEvents {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** Whoever reads the old mailbox did it, in the owner's name. */
  async record(
    manager: EntityManager,
    accountId: string,
    what: { readonly restored: boolean; readonly sessions: number },
    origin: Origin,
  ): Promise<void> {
    const actor = { type: 'account', id: accountId } as const;
    const values = { ip: origin.ip, userAgent: origin.userAgent };
    await this.log.append(manager, {
      action: 'auth.change_stopped',
      actor,
      detail: { addressRestored: what.restored, sessions: what.sessions },
      values,
    });
    if (!what.restored) return;
    await this.log.append(manager, {
      action: 'account.changed',
      actor,
      detail: { fields: ['email'] },
      values,
    });
  }
}

/** What follows from a stop link, besides the address. */
@Injectable()
export class StopEffects {
  constructor(
    private readonly accounts: Accounts,
    private readonly lockout: Lockout,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly events: StopEvents,
  ) {}

  /** @param restored whether the account got its former address back: then nothing more leaves for the other one */
  async apply(manager: EntityManager, account: Account, restored: boolean, origin: Origin): Promise<void> {
    await this.accounts.setPassword(manager, account.id, null, this.events.now());
    const sessions = await this.lockout.endAll(manager, account.id);
    if (restored) await this.outbox.discard(manager, { accountId: account.id });
    await this.events.record(manager, account.id, { restored, sessions }, origin);
    await this.jobs.enqueue(manager, accountStopped, { accountId: account.id });
  }
}
