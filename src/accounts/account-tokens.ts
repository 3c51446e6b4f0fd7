import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AgedRows, deleteAged, dueBy } from '../audit/aged-rows.js';
import { type PurgeRun } from '../audit/retention-rule.js';
import { type KeptFromPurge } from '../holds/purge-holds.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';

/**
 * What a link in a mail is good for. `password_reset` and `set_up` choose a password, `change_email` confirms a new
 * address, `stop` undoes what the account's owner did not do.
 */
export type AccountTokenKind = 'password_reset' | 'set_up' | 'change_email' | 'stop';

export interface AccountToken {
  readonly id: string;
  readonly accountId: string;
  readonly kind: AccountTokenKind;
  /** `change_email`: the address to confirm; `stop`: the one to give back. */
  readonly email: string | null;
  readonly createdAt: Date;
}

/** The database gives every change of address the address. */
export type AddressChangeToken = AccountToken & { readonly email: string };

const COLUMNS = `id, account_id AS "accountId", kind, email, created_at AS "createdAt"`;

/** Tokens that are out of date. */
export const OLD_TOKENS: AgedRows<KeptFromPurge> = {
  table: 'account_tokens',
  over: `expires_at <= ${dueBy('$4')}`,
  free: 'account_id <> ALL ($1) AND (fold_address(email) = ANY ($2)) IS NOT TRUE AND id::text <> ALL ($3)',
  values: (kept, { ahead }) => [kept.accountIds, kept.addresses, kept.recordIds, ahead],
};

/** One-time tokens of accounts. Stored hashed, out of date by the database's clock, and used up in the change they allow. */
@Injectable()
export class AccountTokens {
  constructor(private readonly database: DataSource) {}

  /** @param lifetime in milliseconds @returns the token, known at this moment only */
  async make(
    manager: EntityManager,
    what: { readonly accountId: string; readonly kind: AccountTokenKind; readonly email?: string },
    lifetime: number,
  ): Promise<string> {
    const token = newToken();
    await manager.query(
      `INSERT INTO account_tokens (token_hash, account_id, kind, email, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')`,
      [tokenHash(token), what.accountId, what.kind, what.email ?? null, lifetime],
    );
    return token;
  }

  /** Notes that an address is to be confirmed; the token comes with `arm`. @returns the row's id */
  async announce(
    manager: EntityManager,
    accountId: string,
    email: string,
    lifetime: number,
  ): Promise<string> {
    const rows = await manager.query<{ id: string }[]>(
      `INSERT INTO account_tokens (account_id, kind, email, expires_at)
       VALUES ($1, 'change_email', $2, now() + $3 * interval '1 millisecond') RETURNING id`,
      [accountId, email, lifetime],
    );
    return rows[0]?.id ?? '';
  }

  /** An announced change of address that has no token yet, locked. */
  async announced(manager: EntityManager, id: string): Promise<AddressChangeToken | undefined> {
    const rows = await manager.query<AddressChangeToken[]>(
      `SELECT ${COLUMNS} FROM account_tokens
       WHERE id = $1 AND token_hash IS NULL AND expires_at > now() FOR UPDATE`,
      [id],
    );
    return rows[0];
  }

  /** Gives an announced change of address its token. */
  async arm(manager: EntityManager, id: string): Promise<string> {
    const token = newToken();
    await manager.query('UPDATE account_tokens SET token_hash = $2 WHERE id = $1', [id, tokenHash(token)]);
    return token;
  }

  /** Looks without using it up. @returns undefined where it is unknown, used or out of date */
  async peek(kinds: readonly AccountTokenKind[], token: string): Promise<AccountToken | undefined> {
    const rows = await this.database.query<AccountToken[]>(
      `SELECT ${COLUMNS} FROM account_tokens WHERE token_hash = $1 AND kind = ANY ($2) AND expires_at > now()`,
      [tokenHash(token), kinds],
    );
    return rows[0];
  }

  /**
   * Uses the token up: of any number of callers one gets it. Lock the account first, so that two links of one account
   * never wait for each other.
   */
  async redeem(
    manager: EntityManager,
    kinds: readonly AccountTokenKind[],
    token: string,
  ): Promise<AccountToken | undefined> {
    const [rows] = await manager.query<[AccountToken[], number]>(
      `DELETE FROM account_tokens WHERE token_hash = $1 AND kind = ANY ($2) AND expires_at > now()
       RETURNING ${COLUMNS}`,
      [tokenHash(token), kinds],
    );
    return rows[0];
  }

  /** Voids the account's tokens of these kinds, or only those made since. */
  async drop(
    manager: EntityManager,
    accountId: string,
    kinds: readonly AccountTokenKind[],
    since?: Date,
  ): Promise<void> {
    await manager.query(
      `DELETE FROM account_tokens
       WHERE account_id = $1 AND kind = ANY ($2) AND ($3::timestamptz IS NULL OR created_at >= $3)`,
      [accountId, kinds, since ?? null],
    );
  }

  /** From now on none of the account's opens anything; rows that holds keep stay. */
  async expire(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(
      'UPDATE account_tokens SET expires_at = now() WHERE account_id = $1 AND expires_at > now()',
      [accountId],
    );
  }

  /** How many of the account's tokens of this kind can be used now. */
  async countLive(manager: EntityManager, accountId: string, kind: AccountTokenKind): Promise<number> {
    const rows = await manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM account_tokens
       WHERE account_id = $1 AND kind = $2 AND expires_at > now()`,
      [accountId, kind],
    );
    return rows[0]?.count ?? 0;
  }

  /** The address that waits to be confirmed, the latest where there are several. */
  async pendingEmail(accountId: string): Promise<string | null> {
    const rows = await this.database.query<{ email: string }[]>(
      `SELECT email FROM account_tokens
       WHERE account_id = $1 AND kind = 'change_email' AND expires_at > now() ORDER BY created_at DESC LIMIT 1`,
      [accountId],
    );
    return rows[0]?.email ?? null;
  }

  /** @returns how many went */
  sweep(manager: EntityManager, kept: KeptFromPurge, run: PurgeRun): Promise<number> {
    return deleteAged(manager, OLD_TOKENS, kept, run);
  }
}
