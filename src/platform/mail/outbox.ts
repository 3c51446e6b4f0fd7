import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Config } from '../config/config.js';
import { Sealer } from '../crypto/sealer.js';
import { Jobs } from '../jobs/jobs.js';
import { checkMail } from './mail-check.js';
import { type Mail } from './mail-content.js';
import { sendMail } from './mail-jobs.js';
import { OUTBOX_SEAL, type SealedMail } from './mail-record.js';

/** Mails about these accounts and about these cases. */
export interface MailsOf {
  readonly accountIds: readonly string[];
  readonly requestIds: readonly string[];
}

/** Mails leave by way of a sealed row that commits with the change they speak of (I4). */
@Injectable()
export class Outbox {
  constructor(
    private readonly config: Config,
    private readonly sealer: Sealer,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Queues the mail in the caller's transaction.
   * @throws UnsafeMail where address, subject or a link could do more than they should
   */
  async add(manager: EntityManager, mail: Mail): Promise<void> {
    checkMail(mail);
    const id = uuidv7();
    const { to, locale, content, attachments } = mail;
    const body: SealedMail = { to, locale, content, attachments };
    await manager.query(
      `INSERT INTO outbox (id, kind, message_id, account_id, request_id, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        mail.kind,
        this.messageId(),
        mail.accountId ?? null,
        mail.requestId ?? null,
        this.sealer.seal(OUTBOX_SEAL, body, id),
      ],
    );
    await this.jobs.enqueue(manager, sendMail, { mail: id }, { key: id });
  }

  /** Deletes what waits to be sent about a case or an account: nothing more leaves once its data go. */
  async discard(
    manager: EntityManager,
    whose: { readonly accountId: string } | { readonly requestId: string },
  ): Promise<void> {
    const { accountId, requestId } = { accountId: null, requestId: null, ...whose };
    await manager.query(
      `DELETE FROM outbox WHERE state = 'queued' AND (account_id = $1 OR request_id = $2)`,
      [accountId, requestId],
    );
  }

  /**
   * Waits for those that are being sent just now, and holds up the others, until the caller's transaction ends. Whoever
   * writes events about the same people does this before the first: a mail's event is written after its row is locked.
   */
  async lock(manager: EntityManager, whose: MailsOf): Promise<void> {
    await manager.query(
      'SELECT FROM outbox WHERE account_id = ANY ($1) OR request_id = ANY ($2) ORDER BY id FOR UPDATE',
      [whose.accountIds, whose.requestIds],
    );
  }

  /** What waits to be sent about these cases and accounts is not sent any more; its rows stay as those of mails that failed. */
  async giveUp(manager: EntityManager, whose: MailsOf): Promise<void> {
    await manager.query(
      `UPDATE outbox SET state = 'failed', sealed = NULL
       WHERE state = 'queued' AND (account_id = ANY ($1) OR request_id = ANY ($2))`,
      [whose.accountIds, whose.requestIds],
    );
  }

  /** Deletes every trace of mails about these cases and accounts, sent or not. @returns how many there were */
  async forget(manager: EntityManager, whose: MailsOf): Promise<number> {
    const [, deleted] = await manager.query<[unknown, number]>(
      'DELETE FROM outbox WHERE account_id = ANY ($1) OR request_id = ANY ($2)',
      [whose.accountIds, whose.requestIds],
    );
    return deleted;
  }

  /** Fixed when the mail is queued, so that however often it is sent, receivers see one message. */
  private messageId(): string {
    const host = this.config.mailFrom.slice(this.config.mailFrom.lastIndexOf('@') + 1);
    return `<${randomUUID()}@${host}>`;
  }
}
