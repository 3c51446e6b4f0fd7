import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AgedRows, deleteAged } from '../audit/aged-rows.js';
import { Purges } from '../audit/purges.js';
import { type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { type KeptFromPurge, PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';

const sweepChoices = defineJob<Record<string, never>>('consent.sweep_choices', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** The collections that lose rows. */
const COLLECTIONS = ['cookie_choices', 'consents'];

/** Answers that no account is linked to. A consent that a hold keeps by its id keeps its answer. */
const CHOICES: AgedRows<KeptFromPurge> = {
  table: 'cookie_choices',
  over: 'cookie_choices.person_id IS NULL AND cookie_choices.decided_at < $1',
  free: `cookie_choices.id::text <> ALL ($2) AND NOT EXISTS (SELECT FROM consents held
    WHERE held.choice_id = cookie_choices.id AND (held.person_id IS NOT NULL OR held.id::text = ANY ($2)))`,
  values: (kept, { now }) => [new Date(now.getTime() - retention.anonymousChoice), kept.recordIds],
};

/** Deletes answers to the banner that no account is linked to, once they have proven long enough what rested on them (I9). */
@Injectable()
@Handles(sweepChoices)
export class ChoiceSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'cookie_choices',
      due: (manager, run, unseen) => this.holds.due(manager, COLLECTIONS, CHOICES, run, unseen),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly holds: PurgeHolds,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, ...COLLECTIONS);
      if (kept.everything) return;
      const values = CHOICES.values(kept, run);
      await manager.query(
        `DELETE FROM consents USING cookie_choices
         WHERE consents.choice_id = cookie_choices.id AND ${CHOICES.over} AND ${CHOICES.free}`,
        [...values],
      );
      await this.purges.note(manager, run, 'cookie_choices', await deleteAged(manager, CHOICES, kept, run));
      await manager.query(
        `DELETE FROM consent_notices n WHERE first_used_at < $1
           AND NOT EXISTS (SELECT FROM cookie_choices c WHERE c.notice_id = n.id)`,
        [values[0]],
      );
    });
  }
}
