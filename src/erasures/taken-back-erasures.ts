import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountReopening } from '../auth/account-reopening.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { type SubjectRequest } from '../requests/subject-request.js';
import { TakeBackListener } from '../requests/take-back-listener.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { DeferredPeople } from './deferred-people.js';
import { type Erasure } from './erasure.js';
import { ErasureRows } from './erasure-rows.js';
import { scopeOf } from './erasure-scope.js';
import { restJobs } from './rest-jobs.js';
import { RestRows } from './rest-rows.js';
import { UntoldRows } from './untold-rows.js';

/** The collection of the portal's map whose rows are accounts. */
const ACCOUNTS = { source: PORTAL_ID, collection: 'account' } as const;

/**
 * Of an erasure that holds had deferred its person takes back what they were told is kept. What hidden holds alone keep
 * they were told is gone: it stays so to everybody, and goes when these holds do.
 */
@Injectable()
export class TakenBackErasures extends TakeBackListener {
  constructor(
    private readonly rows: ErasureRows,
    private readonly rests: RestRows,
    private readonly untold: UntoldRows,
    private readonly people: DeferredPeople,
    private readonly accounts: AccountReopening,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  override async takenBack(
    manager: EntityManager,
    request: SubjectRequest,
    accountId: string | undefined,
  ): Promise<void> {
    const erasure = await this.rows.find(manager, request.id);
    if (erasure === undefined) return;
    await this.people.forget(manager, erasure.id);
    const gone =
      accountId !== undefined && (await this.untold.has(manager, erasure.id, ACCOUNTS, [accountId]));
    if (await this.untold.any(manager, [erasure.id])) await this.leave(manager, request, erasure);
    if (accountId !== undefined && !gone) await this.accounts.reopen(manager, accountId);
  }

  private async leave(manager: EntityManager, { scope }: SubjectRequest, erasure: Erasure): Promise<void> {
    const { subject } = erasure;
    if (subject === undefined) throw new Error('A deferred erasure does not know whom it is about.');
    const { comments } = scopeOf(scope);
    const id = await this.rests.add(manager, erasure, subject, comments);
    await this.untold.move(manager, erasure.id, id);
    await this.people.leave(manager, { id, comments }, subject.emails);
    // A hold may have ended a moment ago.
    await this.jobs.enqueue(manager, restJobs.erase, { erasureId: id }, { key: id });
  }
}
