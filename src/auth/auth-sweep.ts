import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { RateLimits } from '../platform/limits/rate-limits.js';

const sweepAuth = defineJob<Record<string, never>>('auth.sweep', {
  attempts: 3,
  backoff: 60_000,
  every: 600_000,
});

/**
 * Deletes what is out of date and would otherwise keep people's data (I9): sessions, tokens, counters, and calls for a
 * reset that no worker could answer within a day. Sessions and tokens that a legal hold keeps stay (I2).
 */
@Injectable()
@Handles(sweepAuth)
export class AuthSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly limits: RateLimits,
    private readonly holds: PurgeHolds,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction((manager) => this.sweepSessions(manager));
    await this.database.transaction((manager) => this.sweepTokens(manager));
    await this.database.query(`DELETE FROM reset_asks WHERE created_at <= now() - interval '1 day'`);
    await this.limits.sweep(this.database.manager);
  }

  private async sweepSessions(manager: EntityManager): Promise<void> {
    const kept = await this.holds.pass(manager, 'sessions');
    if (kept.everything) return;
    await manager.query(
      `DELETE FROM sessions WHERE expires_at <= now() AND (account_id = ANY ($1)) IS NOT TRUE
         AND (request_id = ANY ($2)) IS NOT TRUE AND id::text <> ALL ($3)`,
      [kept.accountIds, kept.requestIds, kept.recordIds],
    );
  }

  private async sweepTokens(manager: EntityManager): Promise<void> {
    const kept = await this.holds.pass(manager, 'api_tokens');
    if (kept.everything) return;
    await manager.query(
      `DELETE FROM api_tokens WHERE expires_at <= now() AND account_id <> ALL ($1) AND id::text <> ALL ($2)`,
      [kept.accountIds, kept.recordIds],
    );
  }
}
