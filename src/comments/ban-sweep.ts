import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { countAged } from '../audit/aged-rows.js';
import { Purges } from '../audit/purges.js';
import { freeRows, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Bans, ENDED_BANS } from './bans.js';

const sweepBans = defineJob<Record<string, never>>('comments.sweep_bans', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Bans whose time is over are deleted (I9). */
@Injectable()
@Handles(sweepBans)
export class BanSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'comment_bans',
      due: async (manager, run) => freeRows((await countAged(manager, ENDED_BANS, undefined, run)).due),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly bans: Bans,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    await this.database.transaction(async (manager) => {
      await this.purges.note(manager, run, 'comment_bans', await this.bans.deleteEnded(manager, run));
    });
  }
}
