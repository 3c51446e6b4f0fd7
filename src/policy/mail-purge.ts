import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { deleteEnded } from '../platform/mail/mail-record.js';
import { Mailbox } from '../platform/mail/mailbox.js';
import { KeptMails } from './kept-mails.js';
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
    private readonly kept: KeptMails,
  ) {}

  async run(): Promise<void> {
    while (await this.deleteSome());
    // Written instead of sent: whole mails, of no use once the last of their links has run out.
    await this.mailbox.purge(this.ago(retention.stopLink));
  }

  /** Inside the gate, so that no record goes that a legal hold keeps (I2). @returns whether there may be more */
  private deleteSome(): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const kept = await this.kept.pass(manager);
      return !kept.everything && deleteEnded(manager, this.ago(retention.mailRecord), kept);
    });
  }

  private ago(time: number): Date {
    return new Date(this.clock.now().getTime() - time);
  }
}

@Module({ providers: [MailPurge] })
export class MailPurgeModule {}
