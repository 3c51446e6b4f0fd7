import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AgedRows, dueBy } from '../audit/aged-rows.js';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { type KeptFromPurge, PurgeHolds } from '../holds/purge-holds.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { Outbox } from '../platform/mail/outbox.js';
import { AccountTokens, OLD_TOKENS } from './account-tokens.js';

const sweepAccounts = defineJob<Record<string, never>>('accounts.sweep', {
  attempts: 3,
  backoff: 60_000,
  every: 600_000,
});

const BATCH = 200;
/** What goes with a registration. */
const COLLECTIONS = ['registrations', 'mails', 'log_pseudonyms', 'activity'];

const UNCONFIRMED: AgedRows<KeptFromPurge> = {
  table: 'registrations',
  over: `expires_at <= ${dueBy('$3')}`,
  free: 'fold_address(email) <> ALL ($1) AND id::text <> ALL ($2)',
  values: (kept, { ahead }) => [kept.addresses, kept.recordIds, ahead],
};

/** What tells of registrations beside their rows. */
@Injectable()
export class RegistrationTraces {
  constructor(
    private readonly pseudonyms: AuditPseudonyms,
    private readonly outbox: Outbox,
  ) {}

  async remove(manager: EntityManager, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.outbox.discard(manager, { accountId: id });
    await this.pseudonyms.forget(
      manager,
      ids.map((id) => ({ type: 'account', id })),
    );
  }
}

/** Registrations that nobody confirmed go, and with them whatever tells who they named (I9); so do links out of date. Holds keep theirs (I2). */
@Injectable()
@Handles(sweepAccounts)
export class AccountsSweep implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: 'account_links',
      due: (manager, run, unseen) => this.holds.due(manager, ['account_links'], OLD_TOKENS, run, unseen),
    },
    {
      name: 'registrations',
      due: (manager, run, unseen) => this.holds.due(manager, COLLECTIONS, UNCONFIRMED, run, unseen),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly tokens: AccountTokens,
    private readonly people: RegistrationTraces,
    private readonly holds: PurgeHolds,
    private readonly purges: Purges,
  ) {}

  async run(): Promise<void> {
    const run = this.purges.begin();
    await this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, 'account_links');
      if (kept.everything) return;
      await this.purges.note(manager, run, 'account_links', await this.tokens.sweep(manager, kept, run));
    });
    while ((await this.sweepRegistrations(run)) === BATCH);
  }

  private sweepRegistrations(run: PurgeRun): Promise<number> {
    const { over, free, values } = UNCONFIRMED;
    return this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, ...COLLECTIONS);
      if (kept.everything) return 0;
      const [rows] = await manager.query<[{ id: string }[], number]>(
        `DELETE FROM registrations WHERE id IN (
           SELECT id FROM registrations WHERE ${over} AND ${free} ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [...values(kept, run), BATCH],
      );
      await this.people.remove(
        manager,
        rows.map(({ id }) => id),
      );
      await this.purges.note(manager, run, 'registrations', rows.length);
      return rows.length;
    });
  }
}
