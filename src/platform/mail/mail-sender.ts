import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { Sealer } from '../crypto/sealer.js';
import { Handles } from '../jobs/handles.js';
import { type JobHandler, type TaskRun } from '../jobs/job.js';
import { JobRefused } from '../jobs/job-errors.js';
import { composeMail } from './compose.js';
import { sendMail } from './mail-jobs.js';
import { type MailFailure, MailJournal } from './mail-journal.js';
import {
  close,
  type ClosedMail,
  findQueued,
  OUTBOX_SEAL,
  type QueuedMail,
  type SealedMail,
} from './mail-record.js';
import { MailNotSent, MailRefused, MailTransport, type OutgoingMail } from './mail-transport.js';

type Payload = { readonly mail: string };

/**
 * Sends one mail of the outbox. Where the process dies between the other side's "taken over" and our commit, the mail
 * goes out again with the same Message-ID: delivery is at least once, and receivers can tell the copies. Nothing else
 * sends a mail twice: one task a row, one lease a task, and a row that is not queued any more is left alone.
 */
@Injectable()
@Handles(sendMail)
export class MailSender implements JobHandler<Payload> {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly sealer: Sealer,
    private readonly transport: MailTransport,
    private readonly journal: MailJournal,
  ) {}

  async run(task: TaskRun<Payload>): Promise<void> {
    const id = task.payload.mail;
    const row = await findQueued(this.database.manager, id);
    // Gone with the data of its person, or ended by a run whose answer was lost.
    if (row === undefined) return;
    const { body, mail } = this.open(row);
    task.signal.throwIfAborted();
    await this.send(mail, task.signal);
    await this.database.transaction(async (manager) => {
      await task.finish(manager);
      const closed = await close(manager, id, 'sent');
      const facts = { kind: row.kind, locale: body.locale };
      const known = closed === undefined ? {} : { ...whose(closed), to: body.to };
      await this.journal.sent(manager, { ...facts, ...known });
    });
  }

  /** Also a mail that failed keeps no body: nobody would ever delete it. */
  async gaveUp({ mail }: Payload, manager: EntityManager, error: unknown): Promise<void> {
    const closed = await close(manager, mail, 'failed');
    if (closed === undefined) return;
    await this.journal.failed(manager, { kind: closed.kind, ...whose(closed) }, failureOf(error));
  }

  private open(row: QueuedMail): { body: SealedMail; mail: OutgoingMail } {
    try {
      const body = this.sealer.open(OUTBOX_SEAL, row.sealed, row.id) as SealedMail;
      return { body, mail: composeMail(this.config, row, body) };
    } catch (cause) {
      throw new JobRefused('The mail cannot be opened, or must not be sent as it is.', { cause });
    }
  }

  private async send(mail: OutgoingMail, signal: AbortSignal): Promise<void> {
    try {
      await this.transport.send(mail, signal);
    } catch (cause) {
      if (!(cause instanceof MailRefused)) throw cause;
      throw new JobRefused(cause.message, { cause });
    }
  }
}

function whose({ accountId, requestId }: ClosedMail): { accountId?: string; requestId?: string } {
  return { accountId: accountId ?? undefined, requestId: requestId ?? undefined };
}

function failureOf(error: unknown): MailFailure {
  if (error instanceof JobRefused) {
    return error.cause instanceof MailRefused
      ? { reason: 'refused', code: error.cause.code }
      : { reason: 'unreadable' };
  }
  return { reason: 'unreachable', code: error instanceof MailNotSent ? error.code : undefined };
}
