import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';

const BATCH = 1000;

const expireValues = defineJob<Record<string, never>>('audit.expire_values', {
  attempts: 5,
  backoff: 60_000,
  every: 3_600_000,
});

/** Deletes the personal values that were kept for security once their time is over; the events stay (I9). */
@Injectable()
@Handles(expireValues)
export class ValueExpiry implements JobHandler<Record<string, never>> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    let deleted = BATCH;
    while (deleted === BATCH) deleted = await this.forgetExpiredValues(this.dataSource.manager);
  }

  /** Deletes the next batch of expired values; answers how many, 0 when none is left. */
  async forgetExpiredValues(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ deleted: number }[]>(
      `WITH deleted AS (
         DELETE FROM audit_values WHERE (event, field) IN
           (SELECT event, field FROM audit_values WHERE until < $1 ORDER BY until LIMIT $2)
         RETURNING 1
       ) SELECT count(*)::int AS deleted FROM deleted`,
      [this.clock.now(), BATCH],
    );
    return row?.deleted ?? 0;
  }
}
