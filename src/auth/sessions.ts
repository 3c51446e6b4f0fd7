import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OPEN_ACCOUNT, type Role } from '../accounts/account.js';
import { Clock } from '../platform/clock/clock.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type Origin } from '../platform/http/origin.js';
import { retention } from '../policy/retention.js';
import { type Principal } from './principal.js';

/** A session that was just opened: the only moment at which its token is known. */
export interface OpenedSession {
  readonly token: string;
  /** Seconds until it ends, for the cookie. */
  readonly maxAge: number;
}

/** One of an account's sessions, as its owner sees them. */
export interface SessionSummary {
  readonly id: string;
  readonly createdAt: Date;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
  readonly remembered: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

interface FoundSession {
  id: string;
  account_id: string | null;
  request_id: string | null;
  read_only: boolean;
  role: Role | null;
  locale: Locale | null;
  authenticated_at: Date;
}

/**
 * Sessions: rows, so that opening or ending one commits together with its event. Each ends at a fixed time by the
 * database's clock, however it is used; deleting the row ends it at once, in every process.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  open(
    manager: EntityManager,
    accountId: string,
    remembered: boolean,
    origin: Origin,
  ): Promise<OpenedSession> {
    const lifetime = remembered ? retention.rememberedSession : retention.session;
    return this.insert(manager, { accountId, remembered }, lifetime, origin);
  }

  /** For a guest, who may see this request and nothing else. */
  openForRequest(manager: EntityManager, requestId: string, origin: Origin): Promise<OpenedSession> {
    return this.insert(manager, { requestId, remembered: false }, retention.requestSession, origin);
  }

  /** For whoever has the link to an erased person's request: changes nothing, and nothing is noted of who opened it. */
  openToShow(manager: EntityManager, requestId: string): Promise<OpenedSession> {
    const whose = { requestId, remembered: false, readOnly: true };
    return this.insert(manager, whose, retention.requestSession, {});
  }

  /**
   * Replaces an account's session by a new one after its password was given again: another token, the same end.
   * @returns undefined where the session ended meanwhile
   */
  async renew(manager: EntityManager, sessionId: string, origin: Origin): Promise<OpenedSession | undefined> {
    const token = newToken();
    const rows = await manager.query<{ seconds: number }[]>(
      `WITH old AS (DELETE FROM sessions WHERE id = $1 AND account_id IS NOT NULL AND expires_at > now() RETURNING *)
       INSERT INTO sessions (token_hash, account_id, remembered, ip, user_agent, created_at, authenticated_at, expires_at)
       SELECT $2, account_id, remembered, $3, $4, created_at, $5, expires_at FROM old
       RETURNING floor(extract(epoch FROM expires_at - now()))::int AS seconds`,
      [sessionId, tokenHash(token), origin.ip ?? null, origin.userAgent ?? null, this.clock.now()],
    );
    return rows[0] && { token, maxAge: rows[0].seconds };
  }

  /** @returns who holds this token, or undefined for one that is unknown, ended or out of date */
  async find(token: string): Promise<Principal | undefined> {
    const rows = await this.database.query<FoundSession[]>(
      `SELECT s.id, s.account_id, s.request_id, s.read_only, a.role, a.locale, s.authenticated_at
       FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id AND ${OPEN_ACCOUNT}
       WHERE s.token_hash = $1 AND s.expires_at > now()`,
      [tokenHash(token)],
    );
    return rows[0] && principalFrom(rows[0]);
  }

  /** @returns whether it was alive until now */
  async end(manager: EntityManager, sessionId: string): Promise<boolean> {
    const [rows] = await manager.query<[unknown[], number]>(
      'DELETE FROM sessions WHERE id = $1 RETURNING id',
      [sessionId],
    );
    return rows.length > 0;
  }

  /** Ends a session if it is one of the account's. @returns whether it was, and alive until now */
  async endOf(manager: EntityManager, accountId: string, sessionId: string): Promise<boolean> {
    const [rows] = await manager.query<[unknown[], number]>(
      'DELETE FROM sessions WHERE id = $1 AND account_id = $2 AND expires_at > now() RETURNING id',
      [sessionId, accountId],
    );
    return rows.length > 0;
  }

  /** Ends whatever session has this token: the one that a new sign-in in the same browser replaces. */
  async endByToken(manager: EntityManager, token: string): Promise<void> {
    await manager.query('DELETE FROM sessions WHERE token_hash = $1', [tokenHash(token)]);
  }

  /** Ends every session of the account. @returns how many there were */
  async endAll(manager: EntityManager, accountId: string): Promise<number> {
    const [rows] = await manager.query<[unknown[], number]>(
      'DELETE FROM sessions WHERE account_id = $1 RETURNING id',
      [accountId],
    );
    return rows.length;
  }

  /** From now on none of the account's opens anything; rows that holds keep stay. */
  async expire(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(
      'UPDATE sessions SET expires_at = now() WHERE account_id = $1 AND expires_at > now()',
      [accountId],
    );
  }

  /** Ends the sessions that links into these requests opened, but for those that only show: they hold nothing personal. */
  async endOfRequests(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM sessions WHERE request_id = ANY ($1) AND NOT read_only', [requestIds]);
  }

  /** The account's sessions that are alive, the newest first. */
  async list(accountId: string): Promise<SessionSummary[]> {
    return this.database.query<SessionSummary[]>(
      `SELECT id, created_at AS "createdAt", authenticated_at AS "authenticatedAt", expires_at AS "expiresAt",
              remembered, host(ip) AS ip, user_agent AS "userAgent"
       FROM sessions WHERE account_id = $1 AND expires_at > now() ORDER BY created_at DESC, id LIMIT 200`,
      [accountId],
    );
  }

  private async insert(
    manager: EntityManager,
    whose: { accountId?: string; requestId?: string; remembered: boolean; readOnly?: boolean },
    lifetime: number,
    origin: Origin,
  ): Promise<OpenedSession> {
    const token = newToken();
    await manager.query(
      `INSERT INTO sessions (token_hash, account_id, request_id, remembered, read_only, ip, user_agent, authenticated_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 millisecond')`,
      [
        tokenHash(token),
        whose.accountId ?? null,
        whose.requestId ?? null,
        whose.remembered,
        whose.readOnly ?? false,
        origin.ip ?? null,
        origin.userAgent ?? null,
        this.clock.now(),
        lifetime,
      ],
    );
    return { token, maxAge: lifetime / 1000 };
  }
}

function principalFrom(row: FoundSession): Principal | undefined {
  const session = { sessionId: row.id, authenticatedAt: row.authenticated_at };
  if (row.request_id !== null)
    return { type: 'request', requestId: row.request_id, readOnly: row.read_only, ...session };
  const { account_id: accountId, role, locale } = row;
  if (accountId === null || role === null || locale === null) return undefined;
  return { type: 'account', accountId, role, locale, via: 'session', ...session };
}
