import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { RemoteRecovery } from './remote-recovery.js';
import { restJobs } from './rest-jobs.js';
import { RestRows } from './rest-rows.js';
import { RestWork } from './rest-work.js';

/** Takes what still goes of an erasure that was taken back: rows by their keys, and nothing that leads to the person. */
@Handles(restJobs.erase)
export class RestErasing implements JobHandler<{ readonly erasureId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly rests: RestRows,
    private readonly recovery: RemoteRecovery,
    private readonly work: RestWork,
  ) {}

  async run({
    payload: { erasureId },
    signal,
  }: Pick<TaskRun<{ readonly erasureId: string }>, 'payload' | 'signal'>): Promise<void> {
    const rest = await this.rests.find(this.database.manager, erasureId);
    if (rest === undefined) return;
    await this.recovery.recover({ erasureId, subject: rest.subject }, { comments: rest.comments });
    await this.work.run(rest, signal);
    await this.database.transaction((manager) => this.rests.settle(manager, erasureId));
  }
}
