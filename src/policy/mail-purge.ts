import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { deleteEnded } from '../platform/mail/mail-record.js';
import { Mailbox } from '../platform/mail/mailbox.js';
import { retention } from './retention.js';

const purgeMails = defineJob<Record<string, never>>('mail.purge', {
  attempts: 5,
  backoff: 60_000,
  every: 6 * 3_600_000,
});

/** Forgets mails as the policy says (I9). */
@Injectable()
@Handles(purgeMails)
export class MailPurge implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly mailbox: Mailbox,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await deleteEnded(this.database.manager, this.ago(retention.mailRecord));
    // Written instead of sent: whole mails, of no use once the last of their links has run out.
    await this.mailbox.purge(this.ago(retention.stopLink));
  }

  private ago(time: number): Date {
    return new Date(this.clock.now().getTime() - time);
  }
}

@Module({ providers: [MailPurge] })
export class MailPurgeModule {}
