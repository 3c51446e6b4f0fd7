import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { BundleObjects } from './bundle-objects.js';
import { ExportRows } from './export-rows.js';

/** Deletes what was built, or is being built, for a request that was withdrawn. */
@Handles(requestJobs.bundleDiscard)
export class BundleDiscard implements JobHandler<{ readonly requestId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly objects: BundleObjects,
    private readonly rows: ExportRows,
  ) {}

  async run({ payload: { requestId } }: TaskRun<{ readonly requestId: string }>): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.objects.release(manager, requestId);
      await this.rows.drop(manager, requestId);
    });
    await this.objects.deleteOf(requestId);
  }
}
