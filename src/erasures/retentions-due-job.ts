import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { RetentionEnds } from './retention-ends.js';
import { retentionJobs } from './retention-jobs.js';

/** The nightly check that no end of a retention was missed, such as after a restore. */
@Handles(retentionJobs.sweep)
export class RetentionsDueJob implements JobHandler<Record<string, never>> {
  constructor(private readonly ends: RetentionEnds) {}

  async run(): Promise<void> {
    await this.ends.sweep();
  }
}
