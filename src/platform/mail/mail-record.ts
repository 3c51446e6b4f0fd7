import { type EntityManager } from 'typeorm';
import { type Mail, type MailAttachment, type MailContent } from './mail-content.js';

/** The part of a mail that lies sealed in the outbox. */
export interface SealedMail {
  readonly to: string;
  readonly locale: Mail['locale'];
  readonly content: MailContent;
  readonly attachments?: readonly MailAttachment[];
}

/** Purpose under which `Sealer` seals a mail; the context is the row's id. */
export const OUTBOX_SEAL = 'outbox';

/** A row of `outbox` whose mail was not sent yet. */
export interface QueuedMail {
  readonly id: string;
  readonly kind: string;
  readonly messageId: string;
  readonly accountId: string | null;
  readonly requestId: string | null;
  readonly sealed: Buffer;
  readonly createdAt: Date;
}

/** @returns undefined where the mail was sent, gave up, or went with its person's data */
export async function findQueued(manager: EntityManager, id: string): Promise<QueuedMail | undefined> {
  const rows: QueuedMail[] = await manager.query(
    `SELECT id, kind, message_id AS "messageId", account_id AS "accountId", request_id AS "requestId", sealed,
            created_at AS "createdAt"
     FROM outbox WHERE id = $1 AND state = 'queued'`,
    [id],
  );
  return rows[0];
}

/** What is left of a mail once it was sent or given up: never its body. */
export interface ClosedMail {
  readonly kind: string;
  readonly accountId: string | null;
  readonly requestId: string | null;
}

/**
 * Ends a queued mail and deletes its body.
 * @returns undefined where the row is gone or was ended before
 */
export async function close(
  manager: EntityManager,
  id: string,
  state: 'sent' | 'failed',
): Promise<ClosedMail | undefined> {
  const [rows]: [ClosedMail[], number] = await manager.query(
    `UPDATE outbox SET state = $2, sealed = NULL, sent_at = CASE WHEN $2 = 'sent' THEN now() END
     WHERE id = $1 AND state = 'queued'
     RETURNING kind, account_id AS "accountId", request_id AS "requestId"`,
    [id, state],
  );
  return rows[0];
}

/** Records of mails that stay, by whom or what they are about, or by their own ids. */
export interface MailRecordsToKeep {
  readonly accountIds: readonly string[];
  readonly requestIds: readonly string[];
  readonly recordIds: readonly string[];
}

/**
 * What is left of mails that were ended, as SQL: `over` where they are older than $4, `free` where nothing of what is to
 * be kept, $1 to $3, is theirs.
 */
export const ENDED_MAILS = {
  table: 'outbox',
  over: `state <> 'queued' AND created_at < $4`,
  free: `(account_id = ANY ($1)) IS NOT TRUE AND (request_id = ANY ($2)) IS NOT TRUE AND id::text <> ALL ($3)`,
} as const;

/** Of as many at a time. */
export const MAIL_BATCH = 1000;

/** Deletes what is left of mails that were ended and are older than `before`. @returns how many: a full batch where there may be more */
export async function deleteEnded(
  manager: EntityManager,
  before: Date,
  { accountIds, requestIds, recordIds }: MailRecordsToKeep,
): Promise<number> {
  const { over, free } = ENDED_MAILS;
  const [, deleted]: [unknown[], number] = await manager.query(
    `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE ${over} AND ${free} LIMIT ${MAIL_BATCH})`,
    [accountIds, requestIds, recordIds, before],
  );
  return deleted;
}
