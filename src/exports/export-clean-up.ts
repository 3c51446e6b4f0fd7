import { DataSource, type EntityManager } from 'typeorm';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { BundleExpiry } from './bundle-expiry.js';
import { BundleObjects } from './bundle-objects.js';
import { exportJobs } from './export-jobs.js';
import { ExportRows } from './export-rows.js';

const BATCH = 50;

/** Ends bundles whose time is over, then deletes every object that belongs to nothing. */
@Handles(exportJobs.cleanUp)
export class ExportCleanUp implements JobHandler<object>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'bundles',
      due: (manager, run, unseen) => this.expiry.outlook(manager, run, unseen),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly rows: ExportRows,
    private readonly expiry: BundleExpiry,
    private readonly objects: BundleObjects,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    await this.each(run, (manager) => this.expiry.due(manager, run.now, BATCH));
    // Held bundles stay in the store, but their time is over all the same.
    await this.each(run, (manager) => this.rows.overdue(manager, run.now, BATCH));
    await this.objects.sweep();
  }

  private async each(run: PurgeRun, find: (manager: EntityManager) => Promise<string[]>): Promise<void> {
    let due: string[];
    do {
      due = await this.database.transaction(find);
      for (const requestId of due) {
        await this.database.transaction(async (manager) => {
          if (await this.expiry.expire(manager, requestId))
            await this.purges.note(manager, run, 'bundles', 1);
        });
      }
    } while (due.length === BATCH);
  }
}
