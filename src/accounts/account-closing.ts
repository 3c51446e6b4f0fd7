import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { type Account, OPEN_ACCOUNT } from './account.js';
import { Accounts } from './accounts.js';

/** Closes accounts that an erasure left to holds: from then on they are, to everybody, accounts that never were. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly accounts: Accounts,
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  /**
   * Waits for whoever edits these accounts, and holds up the next, until the caller's transaction ends. Whoever writes
   * events about the same people does this before the first, as everybody does who edits an account. Rows that refer to
   * them may be written meanwhile.
   */
  async lock(manager: EntityManager, accountIds: readonly string[]): Promise<void> {
    await manager.query('SELECT FROM accounts WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [
      accountIds,
    ]);
  }

  /**
   * Sessions, tokens and links of theirs open nothing any more, and address and user name are anybody's. Whoever proves
   * one of these people's addresses next is another person. Rows stay as they are: holds keep them.
   * @param accountIds those of them that are gone need nothing
   */
  async close(
    manager: EntityManager,
    accountIds: readonly string[],
    personIds: readonly string[],
  ): Promise<void> {
    await manager.query('UPDATE accounts SET closed_at = $2 WHERE id = ANY ($1) AND closed_at IS NULL', [
      accountIds,
      this.clock.now(),
    ]);
    // Whoever came back, before a replay found what had come back of the erased, has an account of their own.
    const gone = await manager.query<{ id: string }[]>(
      `SELECT p AS id FROM unnest($1::uuid[]) AS p
       WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.person_id = p AND ${OPEN_ACCOUNT})`,
      [personIds],
    );
    await this.persons.endEmails(
      manager,
      gone.map(({ id }) => id),
    );
  }

  /**
   * Its owner took back what was left of the erasure. Where address or user name are somebody else's by now the account
   * stays closed, and so does one that was cleared and has no address left.
   */
  async reopen(manager: EntityManager, accountId: string): Promise<void> {
    const rows = await manager.query<Pick<Account, 'personId' | 'email' | 'username'>[]>(
      `SELECT person_id AS "personId", email, username FROM accounts
       WHERE id = $1 AND closed_at IS NOT NULL FOR UPDATE`,
      [accountId],
    );
    const closed = rows[0];
    if (closed?.email.includes('@') !== true) return;
    const { personId, email, username } = closed;
    await this.persons.lockEmail(manager, email);
    const others = await this.persons.heldByOthers(manager, [email], [personId]);
    const taken = await this.accounts.byEmail(manager, email);
    const named = await this.accounts.byUsername(username, manager);
    if (others.length > 0 || taken !== undefined || named !== undefined) return;
    await manager.query('UPDATE accounts SET closed_at = NULL WHERE id = $1', [accountId]);
    await this.persons.takeEmail(manager, personId, email);
  }
}
