import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { BundleExpiry } from './bundle-expiry.js';
import { BundleObjects } from './bundle-objects.js';
import { exportJobs } from './export-jobs.js';
import { ExportRows } from './export-rows.js';

const BATCH = 50;

/** Ends bundles whose time is over, then deletes every object that belongs to nothing. */
@Handles(exportJobs.cleanUp)
export class ExportCleanUp implements JobHandler<object> {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ExportRows,
    private readonly expiry: BundleExpiry,
    private readonly objects: BundleObjects,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.each((manager) => this.expiry.due(manager, this.clock.now(), BATCH));
    // Held bundles stay in the store, but their time is over all the same.
    await this.each((manager) => this.rows.overdue(manager, this.clock.now(), BATCH));
    await this.objects.sweep();
  }

  private async each(find: (manager: EntityManager) => Promise<string[]>): Promise<void> {
    let due: string[];
    do {
      due = await this.database.transaction(find);
      for (const requestId of due) {
        await this.database.transaction((manager) => this.expiry.expire(manager, requestId));
      }
    } while (due.length === BATCH);
  }
}
