import { DataSource } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { ManualChecks } from './manual-checks.js';
import { requestJobs } from './request-jobs.js';
import { RequestStates } from './request-states.js';

const resumeStranded = defineJob<Record<string, never>>('request.resume_stranded', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

/**
 * Copies and erasures that are under way and of which nothing will run: what they waited for is not asked any more, such
 * as a system to search by hand that is no longer in the sources file, or their task was lost.
 */
@Handles(resumeStranded)
export class StrandedRuns implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly states: RequestStates,
    private readonly checks: ManualChecks,
    private readonly jobs: Jobs,
  ) {}

  async run(): Promise<void> {
    const stranded = await this.database.query<{ id: string }[]>(
      `SELECT r.id FROM requests r
       WHERE r.state = 'running' AND r.kind IN ('export', 'erasure')
         AND NOT EXISTS (SELECT FROM tasks t WHERE t.name IN ($1, $2) AND t.key = r.id::text
                         AND t.state IN ('waiting', 'running'))`,
      [requestJobs.export.name, requestJobs.erase.name],
    );
    for (const { id } of stranded) await this.resume(id);
  }

  private async resume(requestId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const request = await this.states.lock(manager, requestId);
      // A copy that began since the look is under way.
      if (await this.jobs.isUnderWay(manager, requestJobs.export, requestId)) return;
      await this.checks.goOn(manager, request);
    });
  }
}
