import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { RequestRuns } from '../requests/request-runs.js';
import { personRef } from '../requests/request-subjects.js';
import { Restrictions } from '../requests/restrictions.js';
import { erasureFailure, ErasureStopped } from './erasure-failure.js';
import { RestrictionHiding } from './restriction-hiding.js';

interface RestrictionTask {
  readonly requestId: string;
}

/** Carries out an approved restriction; what other systems do, an admin says. */
@Handles(requestJobs.restrict)
export class RestrictionRunner implements JobHandler<RestrictionTask> {
  constructor(
    private readonly database: DataSource,
    private readonly runs: RequestRuns,
    private readonly restrictions: Restrictions,
    private readonly hiding: RestrictionHiding,
    private readonly clock: Clock,
  ) {}

  async run(task: TaskRun<RestrictionTask>): Promise<void> {
    const run = await this.runs.begin(task.payload.requestId);
    if (run === undefined) return;
    if (run.emails.length === 0) throw new ErasureStopped('no-address');
    const { reference, requestId } = run;
    await this.hiding.hide(run, {
      action: 'restriction.executed',
      reference,
      person: personRef(run),
      signal: task.signal,
    });
    await this.database.transaction(async (manager) => {
      await this.restrictions.placed(manager, requestId, this.clock.now());
      await task.finish(manager);
    });
  }

  async gaveUp({ requestId }: RestrictionTask, manager: EntityManager, error: unknown): Promise<void> {
    const { code, why } = erasureFailure(error, 'restriction');
    await this.runs.fail(manager, requestId, code, why);
  }
}
