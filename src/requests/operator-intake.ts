import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Account } from '../accounts/account.js';
import { Accounts } from '../accounts/accounts.js';
import { type AuditAction, type AuditEntry } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { OfficeMails } from './office-mails.js';
import { RequestRecord } from './request-record.js';
import { personRef } from './request-subjects.js';
import { RequestWork } from './request-work.js';
import { type SubjectRequest } from './subject-request.js';

/** What an operator may ask for at a terminal. */
export type OperatorKind = 'export' | 'erasure';

/** How an operator asks for a copy or an erasure in somebody's place. */
@Injectable()
export class OperatorIntake {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly record: RequestRecord,
    private readonly work: RequestWork,
    private readonly mails: OfficeMails,
    private readonly log: AuditLog,
  ) {}

  /**
   * Writes the request down, decided, with its task, so that it is worked on even if the terminal is closed now. Who has
   * the shell has the database: no second person could keep them from it, so every admin is told instead.
   * @throws Problem 409 for an erasure of somebody whose restriction is in force
   */
  async add(kind: OperatorKind, email: string): Promise<SubjectRequest> {
    return this.database.transaction(async (manager) => {
      const account = await this.accounts.byEmail(manager, email);
      const request = await this.record.add(manager, {
        kind,
        channel: 'operator',
        locale: account?.locale ?? 'ar',
        state: 'received',
        subject: { personId: account?.personId, accountId: account?.id, address: email },
      });
      const { channel, regime } = request;
      await this.note(manager, request, account, 'request.submitted', { kind, channel, regime });
      await this.work.startAtOnce(manager, request);
      await this.note(manager, request, account, 'request.approved', { kind, approvals: 0, left: 0 });
      await this.mails.byOperator(manager, request, kind);
      return request;
    });
  }

  private note(
    manager: EntityManager,
    { id, reference }: SubjectRequest,
    account: Account | undefined,
    action: AuditAction,
    detail: AuditEntry['detail'],
  ): Promise<void> {
    const subject = personRef({ requestId: id, accountId: account?.id });
    return this.log.append(manager, { action, actor: { type: 'operator' }, subject, reference, detail });
  }
}
