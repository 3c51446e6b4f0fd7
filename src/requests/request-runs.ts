import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { conflict, notFound } from '../platform/http/problem.js';
import { type TaskRun } from '../platform/jobs/job.js';
import { forgetApprovals } from './approvals.js';
import { type Failure } from './failure.js';
import { refuseForAnother } from './for-another.js';
import { ManualChecks } from './manual-checks.js';
import { RequestMails } from './request-mails.js';
import { type Outcome, RequestOutcomes } from './request-outcomes.js';
import { type ErasureCase, type ErasureRun, type RequestRun } from './request-run.js';
import { RequestStates } from './request-states.js';
import { RunStarts } from './run-starts.js';
import { SubjectRequest } from './subject-request.js';

export type { ErasureRun, RequestRun } from './request-run.js';

const downloaded: Outcome = {
  from: 'ready',
  to: 'completed',
  step: 'downloaded',
  action: 'request.completed',
};
const uncollected: Outcome = { from: 'ready', to: 'expired', step: 'expired', action: 'request.expired' };
const broken: Outcome = { from: 'running', to: 'failed', step: 'failed', action: 'request.failed' };

/** How the rooms above do the work of an approved request and report back. */
@Injectable()
export class RequestRuns {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly starts: RunStarts,
    private readonly mails: RequestMails,
    private readonly outcomes: RequestOutcomes,
    private readonly checks: ManualChecks,
  ) {}

  /** Starts the work, or takes it up again. @returns undefined where the request was withdrawn or done meanwhile */
  async begin(requestId: string): Promise<RequestRun | undefined> {
    return this.database.transaction(async (manager) =>
      this.starts.begin(manager, await this.states.lock(manager, requestId)),
    );
  }

  /**
   * The same for an erasure whose time has come, or that a hold had deferred.
   * @returns undefined also where it was stopped, has longer to wait, or has to be approved anew
   */
  async beginErasure(requestId: string): Promise<ErasureRun | undefined> {
    return this.database.transaction(async (manager) =>
      this.starts.beginErasure(manager, await this.states.lock(manager, requestId)),
    );
  }

  /**
   * An erasure as it stands, for its plan.
   * @returns undefined for a request of another kind
   * @throws Problem 404; 409 `acting-for-another`: the plan would be for the asker's data
   */
  async findErasure(reference: string): Promise<ErasureCase | undefined> {
    const { manager } = this.database;
    const request = await manager.findOneBy(SubjectRequest, { reference });
    if (request === null) throw notFound();
    if (request.kind !== 'erasure') return undefined;
    refuseForAnother(request);
    return this.starts.describeErasure(manager, request);
  }

  /** As `findErasure`. @throws Problem 404; 409 for a request of another kind */
  async ofErasure(reference: string): Promise<ErasureCase> {
    const found = await this.findErasure(reference);
    if (found === undefined) throw conflict('no-erasure', 'Only an erasure has a plan.');
    return found;
  }

  /** Whether approvals of the locked request are still to come, so that its plan may still change. */
  isUndecided(request: SubjectRequest): boolean {
    return this.starts.isUndecided(request);
  }

  /**
   * Ends the task where its work waits for what admins find in systems that are searched by hand; the last answer leaves
   * another.
   * @returns whether it waits
   */
  async waitsForAnswers(
    task: Pick<TaskRun<{ readonly requestId: string }>, 'payload' | 'finish'>,
  ): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const waits = await this.checks.isOpen(
        manager,
        await this.states.lock(manager, task.payload.requestId),
      );
      if (waits) await task.finish(manager);
      return waits;
    });
  }

  /** The bundle lies ready. @returns false where the request is not running any more: nothing was changed */
  async ready(manager: EntityManager, requestId: string, expiresAt: Date): Promise<boolean> {
    const request = await this.states.lock(manager, requestId);
    if (request.state !== 'running') return false;
    await this.states.move(manager, request, 'ready', { step: 'ready', actor: 'system' }, { failure: null });
    await this.mails.ready(manager, request, expiresAt);
    return true;
  }

  /** The person has what they asked for. Does nothing unless the request is `ready`. */
  async complete(manager: EntityManager, requestId: string): Promise<void> {
    await this.outcomes.reach(manager, requestId, downloaded);
  }

  /** Nobody came for the bundle in time. Does nothing unless the request is `ready`. */
  async expire(manager: EntityManager, requestId: string): Promise<void> {
    await this.outcomes.reach(manager, requestId, uncollected);
  }

  /**
   * The work cannot be done now; an admin reads why and sets it going again.
   * @param code a short enumeration for the log @param why for admins, without personal data
   * @param options approveAnew: not before as many people approved it as the first time
   */
  async fail(
    manager: EntityManager,
    requestId: string,
    code: string,
    why: Failure,
    { approveAnew = false }: { readonly approveAnew?: boolean } = {},
  ): Promise<void> {
    const changes = { failure: why, ...(approveAnew ? { approvals: 0 } : {}) };
    const failed = await this.outcomes.reach(manager, requestId, broken, { code }, changes);
    if (failed && approveAnew) await forgetApprovals(manager, requestId);
  }
}
