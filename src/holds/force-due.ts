import { Injectable } from '@nestjs/common';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { HoldForces } from './hold-forces.js';
import { holdJobs } from './hold-jobs.js';

/** Sees to it that a hold comes into force, whatever became of the workers it waits for. */
@Injectable()
@Handles(holdJobs.force)
export class ForceDue implements JobHandler<{ holdId: string }> {
  constructor(private readonly forces: HoldForces) {}

  /** Throws to be run again while batches are under way. */
  async run({ payload }: Pick<TaskRun<{ holdId: string }>, 'payload'>): Promise<void> {
    if (!(await this.forces.hasten(payload.holdId)))
      throw new Error('Batches that began before the hold are still under way.');
  }
}
