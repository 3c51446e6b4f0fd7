import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { OPEN_ACCOUNT } from './account.js';

/** Closes accounts that an erasure left to holds: from then on they are, to everybody, accounts that never were. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

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
}
