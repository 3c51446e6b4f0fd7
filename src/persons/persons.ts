import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** Where identifiers that the portal itself confirmed are filed. */
const PORTAL = 'portal';

/**
 * People, with or without an account, and the identifiers that are theirs. An identifier counts while it is confirmed
 * and not ended; the database lets one person at a time hold it.
 */
@Injectable()
export class Persons {
  /** @returns the id of a person about whom nothing is known yet */
  async create(manager: EntityManager): Promise<string> {
    const rows = await manager.query<{ id: string }[]>('INSERT INTO persons DEFAULT VALUES RETURNING id');
    return idOf(rows);
  }

  /**
   * Waits until no other transaction decides about this address, and keeps the others waiting until the caller's ends.
   * Whoever looks first and then acts on what it saw takes this lock before it looks. Taken after the lock on an
   * account's row, never before.
   */
  async lockEmail(manager: EntityManager, email: string): Promise<void> {
    await manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('athar.persons.email ' || fold_address($1), 0))`,
      [email],
    );
  }

  /**
   * Whose address this is, now that somebody has proved to read its mail: the person who holds it already (an account's
   * owner, or a guest who came before), else a new one.
   */
  async personOfVerifiedEmail(manager: EntityManager, email: string): Promise<string> {
    await this.lockEmail(manager, email);
    const holder = await this.holderOf(manager, email);
    if (holder !== undefined) return holder;
    const personId = await this.create(manager);
    await this.addIdentifier(manager, personId, 'email', email);
    return personId;
  }

  /**
   * Gives the address to this person, who has just proved to read its mail. Where somebody else held it, their hold ends
   * now: a mailbox has one reader that counts, the latest proven.
   */
  async takeEmail(manager: EntityManager, personId: string, email: string): Promise<void> {
    await this.lockEmail(manager, email);
    if ((await this.holderOf(manager, email)) === personId) return;
    await manager.query(
      `UPDATE person_identifiers SET ended_at = now()
       WHERE source = $1 AND kind = 'email' AND fold_address(value) = fold_address($2)
         AND verified_at IS NOT NULL AND ended_at IS NULL`,
      [PORTAL, email],
    );
    await this.addIdentifier(manager, personId, 'email', email);
  }

  /** From now on the address says nothing about this person: it may be somebody else's. */
  async endEmail(manager: EntityManager, personId: string, email: string): Promise<void> {
    await manager.query(
      `UPDATE person_identifiers SET ended_at = now()
       WHERE person_id = $1 AND source = $2 AND kind = 'email' AND fold_address(value) = fold_address($3)
         AND ended_at IS NULL`,
      [personId, PORTAL, email],
    );
  }

  /**
   * None of these people's addresses says anything about them any more: whoever proves one next is somebody else. Holds
   * know them by these addresses all the same.
   */
  async endEmails(manager: EntityManager, personIds: readonly string[]): Promise<void> {
    const rows = await manager.query<{ address: string }[]>(
      `SELECT DISTINCT fold_address(value) AS address FROM person_identifiers
       WHERE person_id = ANY ($1) AND source = $2 AND kind = 'email' AND ended_at IS NULL ORDER BY 1`,
      [personIds, PORTAL],
    );
    for (const { address } of rows) await this.lockEmail(manager, address);
    await manager.query(
      `UPDATE person_identifiers SET ended_at = now()
       WHERE person_id = ANY ($1) AND source = $2 AND kind = 'email' AND ended_at IS NULL`,
      [personIds, PORTAL],
    );
  }

  async addAccount(manager: EntityManager, personId: string, accountId: string): Promise<void> {
    await this.addIdentifier(manager, personId, 'account', accountId);
  }

  /** The person's confirmed addresses as they are now, oldest first. */
  async verifiedEmails(manager: EntityManager, personId: string): Promise<string[]> {
    const rows = await manager.query<{ value: string }[]>(
      `SELECT value FROM person_identifiers
       WHERE person_id = $1 AND kind = 'email' AND verified_at IS NOT NULL AND ended_at IS NULL
       ORDER BY verified_at, id`,
      [personId],
    );
    return rows.map(({ value }) => value);
  }

  /** Those of the addresses that somebody else than these people holds now. */
  async heldByOthers(
    manager: EntityManager,
    addresses: readonly string[],
    personIds: readonly string[],
  ): Promise<string[]> {
    const rows = await manager.query<{ address: string }[]>(
      `SELECT a AS address FROM unnest($2::text[]) AS a
       WHERE EXISTS (SELECT FROM person_identifiers i
         WHERE i.source = $1 AND i.kind = 'email' AND fold_address(i.value) = fold_address(a)
           AND i.verified_at IS NOT NULL AND i.ended_at IS NULL AND i.person_id <> ALL ($3::uuid[]))`,
      [PORTAL, addresses, personIds],
    );
    return rows.map(({ address }) => address);
  }

  /**
   * Removes those of these people whom nothing refers to any more: guests whose last request was removed.
   * @returns how many
   */
  async removeUnused(manager: EntityManager, personIds: readonly string[]): Promise<number> {
    // The database refuses to remove a person whom a table refers to that is not asked here.
    const [, removed] = await manager.query<[unknown, number]>(
      `DELETE FROM persons p WHERE p.id = ANY ($1)
         AND NOT EXISTS (SELECT FROM accounts a WHERE a.person_id = p.id)
         AND NOT EXISTS (SELECT FROM request_subject s WHERE s.person_id = p.id)
         AND NOT EXISTS (SELECT FROM consents c WHERE c.person_id = p.id)
         AND NOT EXISTS (SELECT FROM cookie_choices c WHERE c.person_id = p.id)`,
      [personIds],
    );
    return removed;
  }

  private async holderOf(manager: EntityManager, email: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT person_id AS id FROM person_identifiers
       WHERE source = $1 AND kind = 'email' AND fold_address(value) = fold_address($2)
         AND verified_at IS NOT NULL AND ended_at IS NULL`,
      [PORTAL, email],
    );
    return rows[0]?.id;
  }

  private async addIdentifier(
    manager: EntityManager,
    personId: string,
    kind: 'email' | 'account',
    value: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at) VALUES ($1, $2, $3, $4, now())`,
      [personId, PORTAL, kind, value.trim()],
    );
  }
}

function idOf(rows: readonly { id: string }[]): string {
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The database gave no id for a new row.');
  return id;
}
