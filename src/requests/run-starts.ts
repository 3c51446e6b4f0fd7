import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { LeftRows } from '../sources/left-rows.js';
import { waitsForApproval } from './approvals.js';
import { wouldTouchAsker } from './for-another.js';
import { requestJobs } from './request-jobs.js';
import { type RequestState } from './request-kinds.js';
import { type Outcome, RequestOutcomes } from './request-outcomes.js';
import { RequestPeople } from './request-people.js';
import { type ErasureCase, type ErasureRun, type RequestRun } from './request-run.js';
import { RequestStates } from './request-states.js';
import { personRef } from './request-subjects.js';
import { type SubjectRequest } from './subject-request.js';

/** An operator set the task of a failed case going again. */
const resumed: Outcome = { from: 'failed', to: 'running', step: 'retried', action: 'request.retried' };

const UNDECIDED: readonly RequestState[] = ['unconfirmed', 'received', 'awaiting_information'];

/** How work on an approved request begins. */
@Injectable()
export class RunStarts {
  constructor(
    private readonly config: Config,
    private readonly states: RequestStates,
    private readonly people: RequestPeople,
    private readonly outcomes: RequestOutcomes,
    private readonly jobs: Jobs,
    private readonly left: LeftRows,
  ) {}

  /** @returns undefined where the request was withdrawn or done meanwhile, or waits for people */
  async begin(manager: EntityManager, request: SubjectRequest): Promise<RequestRun | undefined> {
    if (!(await this.run(manager, request, 'approved'))) return undefined;
    const run = await this.describe(manager, request);
    return { ...run, left: await this.left.of(manager, run.emails) };
  }

  /** The same for an erasure that waited its time, or that a hold had deferred. */
  async beginErasure(manager: EntityManager, request: SubjectRequest): Promise<ErasureRun | undefined> {
    const fresh = request.state === 'approved' || request.state === 'scheduled';
    if (await this.isEarly(manager, request)) return undefined;
    if (!(await this.run(manager, request, 'approved', 'scheduled', 'deferred'))) return undefined;
    if (fresh) await this.people.fixAnswers(manager, request.id);
    return this.describeErasure(manager, request);
  }

  /** Whether approvals are still to come. */
  isUndecided(request: SubjectRequest): boolean {
    return UNDECIDED.includes(request.state) || waitsForApproval(request, this.config);
  }

  async describeErasure(manager: EntityManager, request: SubjectRequest): Promise<ErasureCase> {
    const run = await this.describe(manager, request);
    const { subject, addresses } = await this.people.everybody(manager, request.id);
    const person = personRef({ requestId: request.id, accountId: subject.accountId });
    const undecided = this.isUndecided(request);
    return { ...run, scope: request.scope, person, subject, addresses, undecided };
  }

  /**
   * A task of a schedule that was stopped runs at the old time, maybe after the erasure was approved again: then one more
   * is left for the new time. Tasks go by the database's clock.
   */
  private async isEarly(manager: EntityManager, request: SubjectRequest): Promise<boolean> {
    const { id, state, scheduledFor: runAt } = request;
    if (state !== 'scheduled' || runAt === null) return false;
    const [row] = await manager.query<{ early: boolean }[]>(
      'SELECT $1::timestamptz > clock_timestamp() AS early',
      [runAt],
    );
    if (row?.early !== true) return false;
    await this.jobs.enqueue(manager, requestJobs.erase, { requestId: id }, { key: id, runAt });
    return true;
  }

  /** @param from the states from which the work may begin @returns whether it is under way now */
  private async run(
    manager: EntityManager,
    request: SubjectRequest,
    ...from: readonly RequestState[]
  ): Promise<boolean> {
    if (wouldTouchAsker(request)) return false;
    if (request.state === 'failed' && !waitsForApproval(request, this.config)) {
      await this.outcomes.take(manager, request, resumed);
    } else if (from.includes(request.state)) {
      await this.states.move(manager, request, 'running', { step: 'started', actor: 'system' });
    }
    return request.state === 'running';
  }

  private async describe(manager: EntityManager, request: SubjectRequest): Promise<RequestRun> {
    const { emails, accountId, availableFrom } = await this.people.reach(manager, request.id);
    // Read once: what the person says from here on counts for what comes after.
    const notTheirs = await this.people.notTheirs(manager, request.id, true);
    const { id: requestId, reference, locale, regime, receivedAt } = request;
    return { requestId, reference, locale, regime, receivedAt, emails, notTheirs, accountId, availableFrom };
  }
}
