import { Injectable } from '@nestjs/common';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { holdJobs } from './hold-jobs.js';
import { HoldReleases } from './hold-releases.js';

@Injectable()
@Handles(holdJobs.release)
export class ReleaseDue implements JobHandler<{ holdId: string }> {
  constructor(private readonly releases: HoldReleases) {}

  /** A second run finds the hold released and does nothing. */
  async run({ payload }: Pick<TaskRun<{ holdId: string }>, 'payload'>): Promise<void> {
    await this.releases.due(payload.holdId);
  }
}
