import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { asciiAddress } from '../platform/text/ascii-address.js';
import { Account, OPEN_ACCOUNT, type Role } from './account.js';

/** What `lock` keeps from changing, with the hash that nothing else reads. */
export interface LockedAccount {
  readonly account: Account;
  readonly passwordHash: string | null;
}

/** Somebody who works for the site. */
export interface StaffMember {
  readonly role: Exclude<Role, 'member'>;
  readonly username: string;
}

/**
 * Finds accounts. User names and addresses compare as `fold_address` says. A closed account is found by nothing: to
 * everybody it is an account that never was.
 */
@Injectable()
export class Accounts {
  constructor(private readonly database: DataSource) {}

  byId(manager: EntityManager, id: string): Promise<Account | undefined> {
    return find(manager, 'a.id = :value', id);
  }

  /** By the present, confirmed address. */
  byEmail(manager: EntityManager, email: string): Promise<Account | undefined> {
    return find(manager, 'fold_address(a.email) = fold_address(:value)', asciiAddress(email));
  }

  byUsername(username: string, manager = this.database.manager): Promise<Account | undefined> {
    return find(manager, 'fold_address(a.username) = fold_address(:value)', username.normalize('NFC'));
  }

  /** By user name or address: only addresses have an `@`. */
  byLogin(manager: EntityManager, login: string): Promise<Account | undefined> {
    return login.includes('@') ? this.byEmail(manager, login) : this.byUsername(login, manager);
  }

  /** Everybody who decides requests, oldest account first. */
  admins(manager: EntityManager): Promise<Account[]> {
    return manager
      .createQueryBuilder(Account, 'a')
      .where(`a.role = 'admin'`)
      .andWhere(OPEN_ACCOUNT)
      .orderBy('a.created_at')
      .addOrderBy('a.id')
      .getMany();
  }

  /** User names by id, in one statement. */
  async usernames(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await manager.query<{ id: string; username: string }[]>(
      `SELECT a.id, a.username FROM accounts a WHERE a.id = ANY ($1) AND ${OPEN_ACCOUNT}`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, username }) => [id, username]));
  }

  /** Those of these accounts that work for the site, by id, in one statement. */
  async staff(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, StaffMember>> {
    const rows = await manager.query<(StaffMember & { id: string })[]>(
      `SELECT a.id, a.role, a.username FROM accounts a
       WHERE a.id = ANY ($1) AND a.role <> 'member' AND ${OPEN_ACCOUNT}`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, role, username }) => [id, { role, username }]));
  }

  /** The hash to check a password against; null for an account that has none, and where there is no account. */
  async passwordHash(manager: EntityManager, accountId: string | undefined): Promise<string | null> {
    const rows = await manager.query<{ hash: string | null }[]>(
      `SELECT password_hash AS hash FROM accounts a WHERE id = $1 AND ${OPEN_ACCOUNT}`,
      [accountId ?? null],
    );
    return rows[0]?.hash ?? null;
  }

  /**
   * Keeps the account from changing until the caller's transaction ends, and waits for one that is changing it.
   * `share` is for callers that only rely on it, and lets others do so at the same time.
   */
  async lock(
    manager: EntityManager,
    accountId: string,
    mode: 'update' | 'share' = 'update',
  ): Promise<LockedAccount | undefined> {
    const account = await manager
      .createQueryBuilder(Account, 'a')
      .where('a.id = :accountId', { accountId })
      .andWhere(OPEN_ACCOUNT)
      .setLock(mode === 'update' ? 'pessimistic_write' : 'pessimistic_read')
      .getOne();
    if (account === null) return undefined;
    return { account, passwordHash: await this.passwordHash(manager, accountId) };
  }

  /**
   * Writes a new password, or takes it away (null): then only a reset lets anybody in again.
   * @param at set where bundles must wait from now on
   */
  async setPassword(manager: EntityManager, accountId: string, hash: string | null, at: Date): Promise<void> {
    await manager.query(
      'UPDATE accounts SET password_hash = $2, updated_at = $3, secured_at = $3 WHERE id = $1',
      [accountId, hash, at],
    );
  }
}

async function find(manager: EntityManager, condition: string, value: string): Promise<Account | undefined> {
  const accounts = manager.createQueryBuilder(Account, 'a').where(condition, { value });
  const account = await accounts.andWhere(OPEN_ACCOUNT).getOne();
  return account ?? undefined;
}
