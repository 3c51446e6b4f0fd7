import { DataSource } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { DeferredPeople } from './deferred-people.js';
import { ErasureRows } from './erasure-rows.js';
import { RemoteRecovery } from './remote-recovery.js';
import { HeldHiding } from './held-hiding.js';

/** Forgets whom an erasure was about whose request was withdrawn, or ended with another erasure of the same person. */
@Handles(requestJobs.erasureDiscard)
export class ErasureDiscard implements JobHandler<{ readonly requestId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly people: DeferredPeople,
    private readonly recovery: RemoteRecovery,
    private readonly hiding: HeldHiding,
  ) {}

  async run({
    payload: { requestId },
  }: Pick<TaskRun<{ readonly requestId: string }>, 'payload'>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const discarded = await this.rows.discard(manager, requestId);
      if (discarded !== undefined) await this.people.forget(manager, discarded);
    });
    const erasure = await this.rows.find(this.database.manager, requestId);
    // A batch in another database that nobody waits for any more must not commit later.
    if (erasure === undefined) return;
    await this.recovery.abandon(erasure.id);
    await this.hiding.settle({ erasureId: erasure.id });
  }
}
