import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PurgeHolds } from '../holds/purge-holds.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';

const sweepChoices = defineJob<Record<string, never>>('consent.sweep_choices', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Deletes answers to the banner that no account is linked to, once they have proven long enough what rested on them (I9). */
@Injectable()
@Handles(sweepChoices)
export class ChoiceSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly holds: PurgeHolds,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.anonymousChoice);
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, 'cookie_choices', 'consents');
      if (kept.everything) return;
      // A consent that a hold keeps by its id keeps its answer.
      await manager.query(
        `DELETE FROM consents k USING cookie_choices c
         WHERE k.choice_id = c.id AND c.person_id IS NULL AND c.decided_at < $1 AND c.id::text <> ALL ($2)
           AND k.person_id IS NULL AND k.id::text <> ALL ($2)`,
        [before, kept.recordIds],
      );
      await manager.query(
        `DELETE FROM cookie_choices c WHERE person_id IS NULL AND decided_at < $1 AND id::text <> ALL ($2)
           AND NOT EXISTS (SELECT FROM consents k WHERE k.choice_id = c.id)`,
        [before, kept.recordIds],
      );
      await manager.query(
        `DELETE FROM consent_notices n WHERE first_used_at < $1
           AND NOT EXISTS (SELECT FROM cookie_choices c WHERE c.notice_id = n.id)`,
        [before],
      );
    });
  }
}
