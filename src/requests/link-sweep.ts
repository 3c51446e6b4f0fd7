import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Purges } from '../audit/purges.js';
import { type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { OLD_LINKS, RequestLinks } from './request-links.js';

const sweepLinks = defineJob<Record<string, never>>('request.sweep_links', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

/** Links into cases that nobody used in their time are deleted, as the policy says (I9), but for held ones (I2). */
@Injectable()
@Handles(sweepLinks)
export class LinkSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'request_links',
      due: (manager, run, unseen) => this.holds.due(manager, ['request_links'], OLD_LINKS, run, unseen),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly links: RequestLinks,
    private readonly holds: PurgeHolds,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, 'request_links');
      if (kept.everything) return;
      const removed = await this.links.deleteExpired(manager, kept, run);
      await this.purges.note(manager, run, 'request_links', removed);
    });
  }
}
