import { DataSource, type EntityManager } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { RequestClosing } from '../requests/request-closing.js';
import { casePeople } from './case-people.js';
import { ErasedAddresses } from './erased-addresses.js';
import { ErasureRows } from './erasure-rows.js';
import { KeptRecords } from './kept-records.js';

const silence = defineJob<Record<string, never>>('erasure.silence', {
  attempts: 5,
  backoff: 600_000,
  every: 86_400_000,
});

/**
 * Sees to it that of each deferred erasure the addresses are known, and that cases of whoever was told `completed` are
 * ended. A run that defers an erasure does so itself; one that did not know how to, or a database that was restored from
 * then, leaves it to this.
 */
@Handles(silence)
export class SilenceJob implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly erased: ErasedAddresses,
    private readonly kept: KeptRecords,
    private readonly closing: RequestClosing,
  ) {}

  async run({ signal }: Pick<TaskRun<Record<string, never>>, 'signal'>): Promise<void> {
    for (const requestId of await this.erased.unknown(this.database.manager)) {
      signal.throwIfAborted();
      await this.database.transaction((manager) => this.one(manager, requestId));
    }
  }

  private async one(manager: EntityManager, requestId: string): Promise<void> {
    const erasure = await this.rows.find(manager, requestId);
    if (erasure?.subject === undefined) return;
    const person = casePeople(erasure.subject, erasure);
    const requests = await this.closing.of(manager, requestId, person);
    const others = requests.filter((id) => id !== requestId);
    const keeping = await this.kept.requestsKeeping(manager, others);
    await this.closing.silence(manager, requestId, person, keeping);
    // The cases are locked by now: one that went on meanwhile sees to it itself.
    const [waits] = await this.erased.unknown(manager, requestId);
    if (waits !== undefined) await this.erased.keep(manager, erasure.id, person.addresses);
  }
}
