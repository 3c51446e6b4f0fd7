import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AgedRows, countAged, deleteAged, dueBy } from '../audit/aged-rows.js';
import { Purges } from '../audit/purges.js';
import { freeRows, type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { type KeptFromPurge, PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { RateLimits } from '../platform/limits/rate-limits.js';
import { retention } from '../policy/retention.js';

const sweepAuth = defineJob<Record<string, never>>('auth.sweep', {
  attempts: 3,
  backoff: 60_000,
  every: 600_000,
});

const SESSIONS: AgedRows<KeptFromPurge> = {
  table: 'sessions',
  over: `expires_at <= ${dueBy('$4')}`,
  free: '(account_id = ANY ($1)) IS NOT TRUE AND (request_id = ANY ($2)) IS NOT TRUE AND id::text <> ALL ($3)',
  values: (kept, { ahead }) => [kept.accountIds, kept.requestIds, kept.recordIds, ahead],
};

const TOKENS: AgedRows<KeptFromPurge> = {
  table: 'api_tokens',
  over: `expires_at <= ${dueBy('$3')}`,
  free: 'account_id <> ALL ($1) AND id::text <> ALL ($2)',
  values: (kept, { ahead }) => [kept.accountIds, kept.recordIds, ahead],
};

/** Encrypted calls, which are about nobody that a hold could name. */
const ASKS: AgedRows<undefined> = {
  table: 'reset_asks',
  over: `created_at <= ${dueBy('$1')} - $2::float8 * interval '1 millisecond'`,
  free: 'true',
  values: (_kept, { ahead }) => [ahead, retention.resetAsk],
};

/**
 * Deletes what is out of date and would otherwise keep people's data (I9): sessions, tokens, counters, and calls for a
 * reset that no worker could answer in time. Sessions and tokens that a legal hold keeps stay (I2).
 */
@Injectable()
@Handles(sweepAuth)
export class AuthSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    ...[SESSIONS, TOKENS].map((rows): RetentionRule => ({
      name: rows.table,
      due: (manager, run, unseen) => this.holds.due(manager, [rows.table], rows, run, unseen),
    })),
    {
      name: ASKS.table,
      due: async (manager, run) => freeRows((await countAged(manager, ASKS, undefined, run)).due),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly limits: RateLimits,
    private readonly holds: PurgeHolds,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    for (const rows of [SESSIONS, TOKENS]) {
      await this.database.transaction((manager) => this.sweep(manager, rows, run));
    }
    await this.database.transaction(async (manager) => {
      await this.purges.note(manager, run, ASKS.table, await deleteAged(manager, ASKS, undefined, run));
    });
    await this.limits.sweep(this.database.manager);
  }

  /** The collections of the portal's data map are called as their tables. */
  private async sweep(manager: EntityManager, rows: AgedRows<KeptFromPurge>, run: PurgeRun): Promise<void> {
    const kept = await this.holds.pass(manager, rows.table);
    if (kept.everything) return;
    await this.purges.note(manager, run, rows.table, await deleteAged(manager, rows, kept, run));
  }
}
