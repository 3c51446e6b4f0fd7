import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { RetentionEnds } from './retention-ends.js';
import { retentionJobs } from './retention-jobs.js';

@Handles(retentionJobs.end)
export class RetentionEndJob implements JobHandler<{ readonly requestId: string }> {
  constructor(private readonly ends: RetentionEnds) {}

  async run({ payload }: Pick<TaskRun<{ readonly requestId: string }>, 'payload'>): Promise<void> {
    await this.ends.due(payload.requestId);
  }
}
