import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Outbox } from '../platform/mail/outbox.js';
import { AccountTokens } from './account-tokens.js';

const sweepAccounts = defineJob<Record<string, never>>('accounts.sweep', {
  attempts: 3,
  backoff: 60_000,
  every: 600_000,
});

const BATCH = 200;
/** What goes with a registration. */
const COLLECTIONS = ['registrations', 'mails', 'log_pseudonyms', 'activity'];

/** Registrations that nobody confirmed go, and with them whatever tells who they named (I9); so do links out of date. Holds keep theirs (I2). */
@Injectable()
@Handles(sweepAccounts)
export class AccountsSweep implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: AccountTokens,
    private readonly pseudonyms: AuditPseudonyms,
    private readonly outbox: Outbox,
    private readonly holds: PurgeHolds,
  ) {}

  async run(): Promise<void> {
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, 'account_links');
      if (!kept.everything) await this.tokens.sweep(manager, kept);
    });
    while ((await this.sweepRegistrations()) === BATCH);
  }

  private sweepRegistrations(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, ...COLLECTIONS);
      if (kept.everything) return 0;
      const [rows] = await manager.query<[{ id: string }[], number]>(
        `DELETE FROM registrations WHERE id IN (
           SELECT id FROM registrations WHERE expires_at <= now()
             AND fold_address(email) <> ALL ($2) AND id::text <> ALL ($3) ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [BATCH, kept.addresses, kept.recordIds],
      );
      for (const { id } of rows) await this.outbox.discard(manager, { accountId: id });
      await this.pseudonyms.forget(
        manager,
        rows.map(({ id }) => ({ type: 'account', id })),
      );
      return rows.length;
    });
  }
}
