import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from './request-jobs.js';
import { RestrictionLifting } from './restriction-lifting.js';

@Handles(requestJobs.restrictionEnd)
export class RestrictionDue implements JobHandler<{ readonly requestId: string }> {
  constructor(private readonly lifting: RestrictionLifting) {}

  /** A second run finds the restriction lifted and does nothing. */
  async run({ payload }: Pick<TaskRun<{ readonly requestId: string }>, 'payload'>): Promise<void> {
    await this.lifting.due(payload.requestId);
  }
}
