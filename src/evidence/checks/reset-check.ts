import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Account } from '../../accounts/account.js';
import { Accounts } from '../../accounts/accounts.js';
import { AuthMails } from '../../auth/auth-mails.js';
import { Clock } from '../../platform/clock/clock.js';
import { newToken } from '../../platform/crypto/tokens.js';
import { Sealer } from '../../platform/crypto/sealer.js';
import { OUTBOX_SEAL } from '../../platform/mail/mail-record.js';
import { type CheckResult, looked, type PromiseCheck, undone, unknown, verdict } from '../promise-check.js';

/** Nobody has it (RFC 5737). */
const SAMPLE = '203.0.113.77';

/** P16: each call for a reset is in the log with an IP address, and a mail for one shows the address that asked. */
@Injectable()
export class ResetMails implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly mails: AuthMails,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async check(): Promise<CheckResult> {
    const shown = await undone(this.database, (manager) => this.mailShows(manager));
    if (shown === undefined) return unknown('nothing_to_look_at');
    // The digest of a value stays when the value is forgotten with its person.
    const [found] = await looked<{ resets: number; withIp: number; mails: number }>(
      this.database,
      `SELECT count(*)::int AS resets,
              count(*) FILTER (WHERE leaf::jsonb -> 'event' -> 'digests' ? 'ip')::int AS "withIp",
              (SELECT count(*)::int FROM outbox WHERE kind = 'password_reset' AND state = 'sent') AS mails
       FROM (SELECT leaf FROM audit_events WHERE action = 'auth.password_reset_requested' ORDER BY seq DESC LIMIT 1000) e`,
    );
    const { resets = 0, withIp = 0 } = found ?? {};
    return verdict({ ...found }, ['ip_not_in_mail', !shown], ['no_ip', withIp < resets]);
  }

  /** @returns undefined where there is no account to write to */
  private async mailShows(manager: EntityManager): Promise<boolean | undefined> {
    const account = await this.anyAccount(manager);
    if (account === undefined) return undefined;
    await this.mails.resetLink(manager, account, newToken(), { ip: SAMPLE, at: this.clock.now() });
    const [mail] = await manager.query<{ id: string; sealed: Buffer }[]>(
      `SELECT id, sealed FROM outbox WHERE account_id = $1 AND kind = 'password_reset' AND state = 'queued'
       ORDER BY id DESC LIMIT 1`,
      [account.id],
    );
    return (
      mail !== undefined &&
      JSON.stringify(this.sealer.open(OUTBOX_SEAL, mail.sealed, mail.id)).includes(SAMPLE)
    );
  }

  private async anyAccount(manager: EntityManager): Promise<Account | undefined> {
    const [found] = await manager.query<{ id: string }[]>(
      'SELECT id FROM accounts WHERE closed_at IS NULL ORDER BY id LIMIT 1',
    );
    return found && this.accounts.byId(manager, found.id);
  }
}
