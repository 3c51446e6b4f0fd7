import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from './request-jobs.js';
import { RequestMails } from './request-mails.js';
import { RequestStates } from './request-states.js';
import { isInForce } from './restriction.js';
import { RestrictionEnd } from './restriction-end.js';
import { LiftingSteps } from './restriction-lifting.js';
import { Restrictions } from './restrictions.js';

/** Puts an announced end into effect whose time has come; does nothing where it was called off, or is over. */
@Handles(requestJobs.restrictionEnd)
export class RestrictionDue implements JobHandler<{ readonly requestId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly restrictions: Restrictions,
    private readonly steps: LiftingSteps,
    private readonly ending: RestrictionEnd,
    private readonly mails: RequestMails,
  ) {}

  async run({
    payload: { requestId },
  }: Pick<TaskRun<{ readonly requestId: string }>, 'payload'>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const request = await this.states.lock(manager, requestId);
      const restriction = await this.restrictions.lock(manager, requestId);
      if (!isInForce(restriction) || restriction.liftAt === undefined) return;
      if (!(await this.restrictions.isDue(manager, requestId))) {
        // It was called off and announced anew: the task of the first time came now.
        await this.steps.wait(manager, requestId, restriction.liftAt);
        return;
      }
      await this.ending.end(manager, request, { by: 'office', actor: { type: 'system' } });
      await this.mails.restrictionLifted(manager, request);
    });
  }
}
