import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { OPEN_ACCOUNT, type Role } from '../accounts/account.js';
import { refuseOutlivedProof } from '../accounts/outlived-proof.js';
import { AuditLog } from '../audit/audit-log.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type Origin } from '../platform/http/origin.js';
import { conflict, notFound, unauthenticated } from '../platform/http/problem.js';
import { type AccountPrincipal } from './principal.js';

/** Tokens that one account may have at a time. */
const MOST = 20;
const DAY = 86_400_000;

export interface ApiTokenSummary {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Tokens with which an account's scripts call the API. They may do what the account may, save what needs its password. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly log: AuditLog,
  ) {}

  /**
   * @returns the token, which is known at this moment only
   * @throws Problem 403 where the password or the address was changed since the caller signed in; 409 where the account
   * has as many as it may have
   */
  async create(
    { accountId, authenticatedAt }: Pick<AccountPrincipal, 'accountId' | 'authenticatedAt'>,
    form: { readonly name: string; readonly days: number },
    origin: Origin,
  ): Promise<ApiTokenSummary & { readonly token: string }> {
    const token = newToken();
    return this.database.transaction(async (manager) => {
      // Waits for a reset that is ending every token of the account, and keeps two calls from counting at once.
      const locked = await this.accounts.lock(manager, accountId);
      if (locked === undefined) throw unauthenticated();
      refuseOutlivedProof(locked.account, authenticatedAt);
      if ((await this.count(manager, accountId)) >= MOST) {
        throw conflict('too-many-tokens', `An account has at most ${MOST} tokens; delete one first.`);
      }
      const rows = await manager.query<ApiTokenSummary[]>(
        `INSERT INTO api_tokens (token_hash, account_id, name, expires_at)
         VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond')
         RETURNING id, name, created_at AS "createdAt", expires_at AS "expiresAt"`,
        [tokenHash(token), accountId, form.name, form.days * DAY],
      );
      await this.log.append(manager, {
        action: 'auth.token_created',
        actor: { type: 'account', id: accountId },
        detail: { days: form.days },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
      return { ...(rows[0] as ApiTokenSummary), token };
    });
  }

  /** The account's tokens that are valid, the newest first. */
  list(accountId: string): Promise<ApiTokenSummary[]> {
    return this.database.query<ApiTokenSummary[]>(
      `SELECT id, name, created_at AS "createdAt", expires_at AS "expiresAt"
       FROM api_tokens WHERE account_id = $1 AND expires_at > now() ORDER BY created_at DESC, id`,
      [accountId],
    );
  }

  /** @throws Problem 404 where the account has no such token */
  async revoke(accountId: string, tokenId: string, origin: Origin): Promise<void> {
    await this.database.transaction(async (manager) => {
      const [rows] = await manager.query<[unknown[], number]>(
        'DELETE FROM api_tokens WHERE id = $1 AND account_id = $2 RETURNING id',
        [tokenId, accountId],
      );
      if (rows.length === 0) throw notFound();
      await this.log.append(manager, {
        action: 'auth.token_revoked',
        actor: { type: 'account', id: accountId },
        values: { ip: origin.ip, userAgent: origin.userAgent },
      });
    });
  }

  /** @returns who calls with this token, or undefined for one that is unknown, revoked or out of date */
  async find(token: string): Promise<AccountPrincipal | undefined> {
    const rows = await this.database.query<
      { accountId: string; role: Role; locale: Locale; createdAt: Date }[]
    >(
      `SELECT t.account_id AS "accountId", a.role, a.locale, t.created_at AS "createdAt"
       FROM api_tokens t JOIN accounts a ON a.id = t.account_id AND ${OPEN_ACCOUNT}
       WHERE t.token_hash = $1 AND t.expires_at > now()`,
      [tokenHash(token)],
    );
    const found = rows[0];
    return (
      found && {
        type: 'account',
        accountId: found.accountId,
        role: found.role,
        locale: found.locale,
        authenticatedAt: found.createdAt,
        via: 'bearer',
      }
    );
  }

  async revokeAll(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query('DELETE FROM api_tokens WHERE account_id = $1', [accountId]);
  }

  /** From now on none of the account's opens anything; rows that holds keep stay. */
  async expire(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(
      'UPDATE api_tokens SET expires_at = now() WHERE account_id = $1 AND expires_at > now()',
      [accountId],
    );
  }

  private async count(manager: EntityManager, accountId: string): Promise<number> {
    const rows = await manager.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM api_tokens WHERE account_id = $1 AND expires_at > now()',
      [accountId],
    );
    return rows[0]?.count ?? 0;
  }
}
