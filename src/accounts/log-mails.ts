import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { Checkpoints, type Contradiction, type SignedCheckpoint } from '../audit/tree/checkpoints.js';
import { Verifications } from '../audit/verify/verifications.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { writtenInstant } from '../platform/i18n/dates.js';
import { type MailAttachment, type MailBlock } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { Account } from './account.js';
import { accountWords } from './words.js';

const mailCheckpoint = defineJob<Record<string, never>>('audit.mail_checkpoint', {
  attempts: 5,
  backoff: 600_000,
  every: 86_400_000,
});

const watchLog = defineJob<Record<string, never>>('audit.watch', {
  attempts: 3,
  backoff: 60_000,
  every: 3_600_000,
});

/** Milliseconds after which the same is told again: a day, which hourly looks may miss by moments. */
const TOLD_AGAIN = 84_600_000;

/** Mails about the log as a whole. They name nobody. */
@Injectable()
export class LogMails {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly database: DataSource,
  ) {}

  /** How many people get each day's checkpoint. */
  witnesses(): Promise<number> {
    return this.database.manager.count(Account, { where: { role: 'auditor', closedAt: IsNull() } });
  }

  /** To every auditor: whoever keeps the mail can prove later that no event before it was changed. */
  async checkpoint(manager: EntityManager, { size, root, note, signedAt }: SignedCheckpoint): Promise<void> {
    const file = {
      filename: `checkpoint-${size}.txt`,
      contentType: 'text/plain; charset=utf-8',
      content: note,
    };
    for (const reader of await readers(manager, ['auditor'])) {
      const say = accountWords(reader.locale);
      const rows = [
        { label: say('log.size'), value: String(size) },
        { label: say('log.root'), value: root.toString('base64'), ltr: true },
        { label: say('log.signedAt'), value: writtenInstant(signedAt, reader.locale, this.config.zone) },
      ];
      await this.send(manager, reader, 'checkpoint', [{ kind: 'facts', rows }], [file]);
    }
  }

  /** To every auditor and admin. */
  async contradicted(manager: EntityManager, found: Contradiction): Promise<void> {
    for (const reader of await readers(manager, ['auditor', 'admin'])) {
      const text = accountWords(reader.locale)(`log.${found === 'another key' ? 'anotherKey' : found}`);
      await this.send(manager, reader, 'contradicted', [{ kind: 'paragraph', text }]);
    }
  }

  private async send(
    manager: EntityManager,
    { id, email, locale }: Account,
    about: 'checkpoint' | 'contradicted',
    blocks: readonly MailBlock[],
    attachments?: readonly MailAttachment[],
  ): Promise<void> {
    const say = accountWords(locale);
    const site = { site: this.config.siteName };
    await this.outbox.add(manager, {
      kind: `log_${about}`,
      to: email,
      locale,
      content: {
        subject: say(`log.${about}.subject`, site),
        blocks: [{ kind: 'paragraph', text: say(`log.${about}.text`, site) }, ...blocks],
      },
      attachments,
      accountId: id,
    });
  }
}

/** Sends the auditors the last checkpoint, once a day, also where the log did not grow: a mail that fails to come says something. */
@Injectable()
@Handles(mailCheckpoint)
export class CheckpointMailing implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly checkpoints: Checkpoints,
    private readonly mails: LogMails,
  ) {}

  async run(): Promise<void> {
    const latest = await this.checkpoints.latest();
    if (latest === undefined) return;
    await this.database.transaction((manager) => this.mails.checkpoint(manager, latest));
  }
}

/** Tells auditors and admins that the log contradicts a checkpoint that was signed before, or itself: at once, and then once a day. */
@Injectable()
@Handles(watchLog)
export class LogWatch implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly checkpoints: Checkpoints,
    private readonly verifications: Verifications,
    private readonly mails: LogMails,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const [last] = await this.verifications.recent(1);
    const found = (await this.checkpoints.contradiction()) ?? (last?.wrong ? 'changed' : undefined);
    if (found === undefined) {
      await this.database.query('DELETE FROM audit_warnings');
      return;
    }
    await this.database.transaction(async (manager) => {
      if (await this.isNews(manager, `${found} ${last?.wrong?.where ?? ''}`.trim()))
        await this.mails.contradicted(manager, found);
    });
  }

  /** Whether something else was found than was told last, or that was told a day ago; it then counts as told. */
  private async isNews(manager: EntityManager, found: string): Promise<boolean> {
    const told = await manager.query<unknown[]>(
      `INSERT INTO audit_warnings AS w (found, told_at) VALUES ($1, $2)
       ON CONFLICT (single) DO UPDATE SET found = excluded.found, told_at = excluded.told_at
       WHERE w.found <> excluded.found OR w.told_at <= excluded.told_at - $3 * interval '1 millisecond'
       RETURNING found`,
      [found, this.clock.now(), TOLD_AGAIN],
    );
    return told.length > 0;
  }
}

function readers(manager: EntityManager, roles: Account['role'][]): Promise<Account[]> {
  return manager.find(Account, { where: { role: In(roles), closedAt: IsNull() }, order: { id: 'ASC' } });
}
