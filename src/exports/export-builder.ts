import { Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { describeError } from '../platform/jobs/describe-error.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { type RequestRun, RequestRuns } from '../requests/request-runs.js';
import { BuildProgress } from './build-progress.js';
import { BundleMaker } from './bundle-maker.js';
import { BundleObjects, LONGEST_BUILD } from './bundle-objects.js';
import { exportFailure, NoAddress } from './export-failure.js';
import { ExportOutcomes } from './export-outcomes.js';

interface ExportTask {
  readonly requestId: string;
}

/**
 * Builds the bundle of an approved request. A build that dies starts over under a new key; what the dead one left is not
 * live any more, and is deleted when the next one starts, or by the sweep.
 */
@Handles(requestJobs.export)
export class ExportBuilder implements JobHandler<ExportTask> {
  private readonly logger = new Logger('Exports');

  constructor(
    private readonly database: DataSource,
    private readonly runs: RequestRuns,
    private readonly outcomes: ExportOutcomes,
    private readonly objects: BundleObjects,
    private readonly maker: BundleMaker,
  ) {}

  async run(task: TaskRun<ExportTask>): Promise<void> {
    const run = await this.runs.begin(task.payload.requestId);
    if (run === undefined) return;
    if (run.emails.length === 0) {
      throw new NoAddress();
    }
    // What admins find by hand is said in the bundle.
    if (await this.runs.waitsForAnswers(task)) return;
    const key = await this.database.transaction((manager) => this.outcomes.begin(manager, run));
    try {
      await this.objects.deleteOf(run.requestId);
      await this.build(task, run, key);
    } catch (error) {
      await this.clear(run.requestId, key);
      throw error;
    }
  }

  async gaveUp({ requestId }: ExportTask, manager: EntityManager, error: unknown): Promise<void> {
    const { code, why } = exportFailure(error);
    await this.runs.fail(manager, requestId, code, why);
    await this.objects.release(manager, requestId);
  }

  private async build(task: TaskRun<ExportTask>, run: RequestRun, key: string): Promise<void> {
    const progress = new BuildProgress((done, total) =>
      this.outcomes.progress(this.database.manager, key, done, total),
    );
    const signal = AbortSignal.any([task.signal, progress.signal, AbortSignal.timeout(LONGEST_BUILD)]);
    const summary = await this.maker.make(run, key, progress.report, signal);
    await progress.settled();
    const kept = await this.database.transaction(async (manager) => {
      const ready = await this.outcomes.built(manager, run, key, summary);
      await task.finish(manager);
      return ready;
    });
    if (!kept) await this.objects.deleteOf(run.requestId);
  }

  /** Whatever fails here is left to the sweep: the error of the build itself is the one to tell. */
  private async clear(requestId: string, key: string): Promise<void> {
    try {
      await this.database.transaction((manager) => this.objects.abandon(manager, key));
      await this.objects.deleteOf(requestId);
    } catch (error) {
      this.logger.warn({ error: describeError(error) }, 'an unfinished bundle is left to the sweep');
    }
  }
}
