import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { Sources } from '../sources/sources.js';
import { ErasureBatches } from './erasure-batches.js';
import { ErasureFiles } from './erasure-files.js';
import { RemoteRecovery } from './remote-recovery.js';
import { restJobs } from './rest-jobs.js';
import { RestRows } from './rest-rows.js';

/** Takes what still goes of an erasure that was taken back: rows by their keys, and nothing that leads to the person. */
@Handles(restJobs.erase)
export class RestErasing implements JobHandler<{ readonly erasureId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly rests: RestRows,
    private readonly batches: ErasureBatches,
    private readonly recovery: RemoteRecovery,
    private readonly files: ErasureFiles,
  ) {}

  async run({
    payload: { erasureId },
    signal,
  }: Pick<TaskRun<{ readonly erasureId: string }>, 'payload' | 'signal'>): Promise<void> {
    const rest = await this.rests.find(this.database.manager, erasureId);
    if (rest === undefined) return;
    const { subject, comments } = rest;
    const work = { erasureId, subject, signal };
    await this.recovery.recover(work, { comments });
    for (const source of this.sources.erasable()) {
      const eraser = await source.eraser({ emails: [], known: subject.known[source.id] }, { comments });
      await this.batches.eraseKept(work, source, eraser);
      await this.files.eraseUnnamed(work, source, eraser);
    }
    await this.database.transaction((manager) => this.rests.settle(manager, erasureId));
  }
}
