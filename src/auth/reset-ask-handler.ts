import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { AuditLog } from '../audit/audit-log.js';
import { type PersonRef } from '../audit/audit-entry.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { answerResetAsk, RESET_ASK_SEAL, type ResetAsk } from './reset-ask.js';
import { ResetLinks } from './reset-links.js';

interface AskRow {
  sealed: Buffer;
  createdAt: Date;
}

/** Answers a call for a password reset: with a mail where the address is an account's, and with an event in any case. */
@Injectable()
@Handles(answerResetAsk)
export class ResetAskHandler implements JobHandler<{ askId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly sealer: Sealer,
    private readonly accounts: Accounts,
    private readonly links: ResetLinks,
    private readonly log: AuditLog,
  ) {}

  async run(task: TaskRun<{ askId: string }>): Promise<void> {
    const { askId } = task.payload;
    await this.database.transaction(async (manager) => {
      const [rows] = await manager.query<[AskRow[], number]>(
        'DELETE FROM reset_asks WHERE id = $1 RETURNING sealed, created_at AS "createdAt"',
        [askId],
      );
      const row = rows[0];
      if (row !== undefined) {
        const ask = this.sealer.open(RESET_ASK_SEAL, row.sealed, askId) as ResetAsk;
        await this.answer(manager, ask, row.createdAt);
      }
      await task.finish(manager);
    });
  }

  private async answer(manager: EntityManager, ask: ResetAsk, askedAt: Date): Promise<void> {
    const found = await this.accounts.byEmail(manager, ask.email);
    const locked = found && (await this.accounts.lock(manager, found.id));
    if (locked === undefined) return this.record(manager, ask, 'failure');
    const mailed = await this.links.mail(manager, locked.account, { ip: ask.ip, at: askedAt });
    const subject = { type: 'account', id: locked.account.id } as const;
    await this.record(manager, ask, mailed ? 'success' : 'denied', subject);
  }

  /** `failure`: no account has the address; `denied`: the account has as many links as it may have. */
  private async record(
    manager: EntityManager,
    ask: ResetAsk,
    outcome: 'success' | 'failure' | 'denied',
    subject?: PersonRef,
  ): Promise<void> {
    await this.log.append(manager, {
      action: 'auth.password_reset_requested',
      outcome,
      actor: { type: 'anonymous' },
      subject,
      values: { ip: ask.ip, userAgent: ask.userAgent },
    });
  }
}
