import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** People by their ids, and the accounts that are or were theirs. */
export interface KnownPeople {
  readonly personIds: readonly string[];
  readonly accountIds: readonly string[];
}

/** From addresses to everybody whose they are, ever were, or are said to be. */
@Injectable()
export class PersonsByAddress {
  /** One statement, by index. @param addresses folded */
  async find(manager: EntityManager, addresses: readonly string[]): Promise<KnownPeople> {
    const rows = await manager.query<{ person: string; account: string | null }[]>(
      `SELECT p.person_id AS person, a.value AS account
       FROM (SELECT DISTINCT person_id FROM person_identifiers
             WHERE kind = 'email' AND fold_address(value) = ANY ($1)) AS p
       LEFT JOIN person_identifiers a ON a.person_id = p.person_id AND a.kind = 'account'`,
      [addresses],
    );
    const accounts = rows.map(({ account }) => account).filter((id) => id !== null);
    return { personIds: [...new Set(rows.map(({ person }) => person))], accountIds: accounts };
  }

  /**
   * The other way round: every address that is, ever was, or is said to be somebody's, folded, by the id of the person or
   * account that was asked for. One statement, by index.
   */
  async addressesOf(
    manager: EntityManager,
    { personIds, accountIds }: KnownPeople,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await manager.query<{ id: string; addresses: string[] }[]>(
      `SELECT p.asked AS id, array_agg(DISTINCT fold_address(i.value)) AS addresses
       FROM (SELECT id AS person_id, id::text AS asked FROM unnest($1::uuid[]) AS id
             UNION SELECT person_id, value FROM person_identifiers
             WHERE kind = 'account' AND fold_address(value) = ANY ($2)) AS p
         JOIN person_identifiers i ON i.person_id = p.person_id AND i.kind = 'email'
       GROUP BY p.asked`,
      [personIds, accountIds],
    );
    return new Map(rows.map(({ id, addresses }) => [id, addresses]));
  }
}
