import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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
 * reset that no worker could answer within a day.
 */
@Injectable()
@Handles(sweepAuth)
export class AuthSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly limits: RateLimits,
  ) {}

  async run(): Promise<void> {
    await this.database.query('DELETE FROM sessions WHERE expires_at <= now()');
    await this.database.query('DELETE FROM api_tokens WHERE expires_at <= now()');
    await this.database.query(`DELETE FROM reset_asks WHERE created_at <= now() - interval '1 day'`);
    await this.limits.sweep(this.database.manager);
  }
}
