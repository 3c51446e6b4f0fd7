import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { RequestLinks } from './request-links.js';

const sweepLinks = defineJob<Record<string, never>>('request.sweep_links', {
  attempts: 5,
  backoff: 60_000,
  every: 600_000,
});

/** Links into cases that nobody used in their time are deleted, as the policy says (I9), but for held ones (I2). */
@Injectable()
@Handles(sweepLinks)
export class LinkSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly links: RequestLinks,
    private readonly holds: PurgeHolds,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, 'request_links');
      if (!kept.everything) await this.links.deleteExpired(manager, kept);
    });
  }
}
