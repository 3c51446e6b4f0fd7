import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { Sources } from '../sources/sources.js';
import { RestrictionKept } from './restriction-kept.js';
import { RowHiding } from './row-hiding.js';
import { tryEach } from './together.js';

/** Shows what a restriction hid that is over, but for what a hold or another restriction keeps. */
@Handles(requestJobs.unrestrict)
export class RestrictionRelease implements JobHandler<{ readonly requestId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly kept: RestrictionKept,
    private readonly hiding: RowHiding,
  ) {}

  /** @throws SourceUnavailable: it is tried again until the system is back */
  async run({
    payload: { requestId },
    signal,
  }: Pick<TaskRun<{ readonly requestId: string }>, 'payload' | 'signal'>): Promise<void> {
    await this.kept.release(this.database.manager, requestId);
    const owner = { action: 'restriction.executed', signal } as const;
    const hiding = this.sources.erasable().filter(({ restricts }) => restricts);
    // A system that is away keeps no rows of the others hidden.
    await tryEach(hiding, (source) => this.hiding.showAll(owner, source));
  }
}
