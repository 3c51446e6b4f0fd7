import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Bans } from './bans.js';

const sweepBans = defineJob<Record<string, never>>('comments.sweep_bans', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Bans whose time is over are deleted (I9). */
@Injectable()
@Handles(sweepBans)
export class BanSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly bans: Bans,
  ) {}

  async run(): Promise<void> {
    await this.bans.deleteEnded(this.database.manager);
  }
}
