import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { type AgedRows, countAged } from './aged-rows.js';
import { Purges } from './purges.js';
import { freeRows, type PurgeRun, type Retaining } from './retention-rule.js';

const BATCH = 1000;

const expireValues = defineJob<Record<string, never>>('audit.expire_values', {
  attempts: 5,
  backoff: 60_000,
  every: 3_600_000,
});

/** Values have an end where they belong to nobody known: no hold is about them. */
const ENDED: AgedRows<undefined> = {
  table: 'audit_values',
  over: 'until < $1',
  free: 'true',
  values: (_kept, { now }) => [now],
};

/** Deletes the personal values that were kept for security once their time is over; the events stay (I9). */
@Injectable()
@Handles(expireValues)
export class ValueExpiry implements JobHandler<Record<string, never>>, Retaining {
  readonly rules = [
    {
      name: 'activity',
      due: async (manager: EntityManager, run: PurgeRun) =>
        freeRows((await countAged(manager, ENDED, undefined, run)).due),
    },
  ];

  constructor(
    private readonly dataSource: DataSource,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    let deleted: number;
    do {
      deleted = await this.dataSource.transaction((manager) => this.forgetExpiredValues(manager, run));
    } while (deleted === BATCH);
  }

  /** Deletes the next batch of expired values; answers how many, 0 when none is left. */
  async forgetExpiredValues(manager: EntityManager, run: PurgeRun): Promise<number> {
    const [row] = await manager.query<{ deleted: number }[]>(
      `WITH deleted AS (
         DELETE FROM ${ENDED.table} WHERE (event, field) IN
           (SELECT event, field FROM ${ENDED.table} WHERE ${ENDED.over} ORDER BY until LIMIT $2)
         RETURNING 1
       ) SELECT count(*)::int AS deleted FROM deleted`,
      [...ENDED.values(undefined, run), BATCH],
    );
    const deleted = row?.deleted ?? 0;
    await this.purges.note(manager, run, 'activity', deleted);
    return deleted;
  }
}
