import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AgedRows } from '../audit/aged-rows.js';
import { AuditModule } from '../audit/audit.module.js';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { deleteEnded, ENDED_MAILS, MAIL_BATCH } from '../platform/mail/mail-record.js';
import { Mailbox } from '../platform/mail/mailbox.js';
import { KeptMails, type MailsToKeep } from './kept-mails.js';
import { retention } from './retention.js';

const purgeMails = defineJob<Record<string, never>>('mail.purge', {
  attempts: 5,
  backoff: 60_000,
  every: 6 * 3_600_000,
});

const ENDED: AgedRows<MailsToKeep> = {
  ...ENDED_MAILS,
  values: (kept, run) => [
    kept.accountIds,
    kept.requestIds,
    kept.recordIds,
    before(run, retention.mailRecord),
  ],
};

/** Forgets mails as the policy says (I9). */
@Injectable()
@Handles(purgeMails)
export class MailPurge implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    { name: 'mails', due: (manager, run, unseen) => this.kept.due(manager, ENDED, run, unseen) },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly mailbox: Mailbox,
    private readonly kept: KeptMails,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    while ((await this.deleteSome(run)) === MAIL_BATCH);
    // Written instead of sent: whole mails, of no use once the last of their links has run out.
    await this.mailbox.purge(before(run, retention.stopLink));
  }

  /** Inside the gate, so that no record goes that a legal hold keeps (I2). @returns how many went */
  private deleteSome(run: PurgeRun): Promise<number> {
    return this.database.transaction(async (manager) => {
      const kept = await this.kept.pass(manager);
      if (kept.everything) return 0;
      const removed = await deleteEnded(manager, before(run, retention.mailRecord), kept);
      await this.purges.note(manager, run, 'mails', removed);
      return removed;
    });
  }
}

function before({ now }: PurgeRun, time: number): Date {
  return new Date(now.getTime() - time);
}

@Module({ imports: [AuditModule], providers: [MailPurge] })
export class MailPurgeModule {}
