import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { OverdueMails } from '../platform/mail/overdue-mails.js';
import { retention } from '../policy/retention.js';
import { LAST_MAIL } from './request-mails.js';

const expireLastMails = defineJob<Record<string, never>>('request.expire_last_mails', {
  attempts: 5,
  backoff: 60_000,
  every: 3_600_000,
});

/** The last mail of an erasure is the only place that still knows the address: where it cannot be sent, it goes too (I9). */
@Injectable()
@Handles(expireLastMails)
export class LastMailExpiry implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly mails: OverdueMails,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.lastMailAddress);
    let given: number;
    do {
      given = await this.database.transaction((manager) => this.mails.giveUp(manager, LAST_MAIL, before));
    } while (given > 0);
  }
}
