import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';
import { AccountMails } from './account-mails.js';
import { Accounts } from './accounts.js';
import { type WaitingRegistration } from './waiting-registration.js';

/** Registrations of one address that are mailed to it while none of them is out of date: nobody's mailbox is flooded. */
const MOST_MAILS = 10;

/** Mails the link that confirms a registration, or tells the owner of a known address that somebody tried. */
export const mailRegistration = defineJob<{ readonly registrationId: string }>('accounts.mail_registration', {
  attempts: 5,
  backoff: 5_000,
});

@Injectable()
@Handles(mailRegistration)
export class RegistrationMailHandler implements JobHandler<{ registrationId: string }> {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly mails: AccountMails,
  ) {}

  async run(task: TaskRun<{ registrationId: string }>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const registration = await findWaiting(manager, task.payload.registrationId);
      if (registration !== undefined && (await mailsBefore(manager, registration)) < MOST_MAILS) {
        await this.mail(manager, registration);
      }
      await task.finish(manager);
    });
  }

  /** For a known address the row stays as it is, without a link, and counts like any other. */
  private async mail(manager: EntityManager, registration: WaitingRegistration): Promise<void> {
    const owner = await this.accounts.byEmail(manager, registration.email);
    if (owner !== undefined) return this.mails.addressKnown(manager, owner, 'registration');
    const token = newToken();
    await manager.query(
      `UPDATE registrations SET token_hash = $2, expires_at = now() + $3 * interval '1 millisecond' WHERE id = $1`,
      [registration.id, tokenHash(token), retention.registration],
    );
    await this.mails.confirmRegistration(manager, registration, token);
  }
}

async function findWaiting(manager: EntityManager, id: string): Promise<WaitingRegistration | undefined> {
  const rows = await manager.query<WaitingRegistration[]>(
    'SELECT id, username, email, locale FROM registrations WHERE id = $1 AND token_hash IS NULL FOR UPDATE',
    [id],
  );
  return rows[0];
}

async function mailsBefore(manager: EntityManager, registration: WaitingRegistration): Promise<number> {
  const rows = await manager.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM registrations
     WHERE fold_address(email) = fold_address($1) AND id < $2 AND expires_at > now()`,
    [registration.email, registration.id],
  );
  return rows[0]?.count ?? 0;
}
