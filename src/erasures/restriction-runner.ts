import { DataSource, type EntityManager } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { type RequestRun, RequestRuns } from '../requests/request-runs.js';
import { personRef } from '../requests/request-subjects.js';
import { type ErasableSource, type ErasureScope } from '../sources/erasing.js';
import { SourcePins } from '../sources/source-pins.js';
import { Sources } from '../sources/sources.js';
import { erasureFailure, ErasureStopped } from './erasure-failure.js';
import { RestrictionKept } from './restriction-kept.js';
import { HIDING_BATCH, type HidingOwner, RowHiding } from './row-hiding.js';

interface RestrictionTask {
  readonly requestId: string;
}

/** Nothing is erased: whatever becomes of comments, their rows are found alike. */
const ANY_SCOPE: ErasureScope = { comments: 'delete' };

/** Hides what a person whose restriction is in force has in every source that can hide rows, or goes on with that. */
@Handles(requestJobs.restrict)
export class RestrictionRunner implements JobHandler<RestrictionTask> {
  constructor(
    private readonly database: DataSource,
    private readonly runs: RequestRuns,
    private readonly sources: Sources,
    private readonly pins: SourcePins,
    private readonly kept: RestrictionKept,
    private readonly hiding: RowHiding,
  ) {}

  async run(task: TaskRun<RestrictionTask>): Promise<void> {
    const run = await this.runs.begin(task.payload.requestId);
    if (run === undefined) return;
    if (run.emails.length === 0) throw new ErasureStopped('no-address');
    const { reference, signal } = { ...run, ...task };
    const owner = { reference, signal, person: personRef(run), action: 'restriction.executed' } as const;
    for (const source of this.sources.erasable()) if (source.restricts) await this.hideIn(run, owner, source);
    await this.database.transaction(async (manager) => {
      await this.runs.restricted(manager, run.requestId);
      await task.finish(manager);
    });
  }

  async gaveUp({ requestId }: RestrictionTask, manager: EntityManager, error: unknown): Promise<void> {
    const { code, why } = erasureFailure(error, 'restriction');
    await this.runs.fail(manager, requestId, code, why);
  }

  /** Rows are written down before they are hidden, so that nobody shows them whom a hold lets go. */
  private async hideIn(
    { requestId, emails, left, notTheirs }: RequestRun,
    owner: HidingOwner,
    source: ErasableSource,
  ): Promise<void> {
    if (source.writer !== undefined) await this.pins.check(source.id);
    const eraser = await source.eraser({ emails, left, notTheirs }, ANY_SCOPE);
    await this.hiding.inEach(source, async (hideable) => {
      for await (const { keys } of eraser.keys([hideable.place.collection], HIDING_BATCH)) {
        const inForce = await this.database.transaction((manager) =>
          this.kept.add(manager, requestId, hideable.place, keys),
        );
        if (!inForce) return;
        await this.hiding.hide(owner, source, hideable, keys);
      }
    });
  }
}
