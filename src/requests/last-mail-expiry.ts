import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Purges } from '../audit/purges.js';
import {
  freeRows,
  MOST_COUNTED,
  type PurgeRun,
  type Retaining,
  type RetentionRule,
} from '../audit/retention-rule.js';
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
export class LastMailExpiry implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'last_mails',
      due: async (manager, run) =>
        freeRows(await this.mails.count(manager, LAST_MAIL, before(run), MOST_COUNTED + 1)),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly mails: OverdueMails,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    let given: number;
    do {
      given = await this.database.transaction(async (manager) => {
        const removed = await this.mails.giveUp(manager, LAST_MAIL, before(run));
        await this.purges.note(manager, run, 'last_mails', removed);
        return removed;
      });
    } while (given > 0);
  }
}

function before({ now }: PurgeRun): Date {
  return new Date(now.getTime() - retention.lastMailAddress);
}
