import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** An address that somebody proved to read, and from when to when it counted. */
export interface ProvenAddress {
  readonly value: string;
  readonly verifiedAt: Date;
  /** Null while it counts. */
  readonly endedAt: Date | null;
}

/** What is known of people, for the office to look at. */
@Injectable()
export class PersonLooks {
  /** Whoever reads the mail of this address, by the latest proof. */
  async byEmail(manager: EntityManager, email: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT person_id AS id FROM person_identifiers
       WHERE source = 'portal' AND kind = 'email' AND fold_address(value) = fold_address($1)
         AND verified_at IS NOT NULL AND ended_at IS NULL`,
      [email],
    );
    return rows[0]?.id;
  }

  async exists(manager: EntityManager, personId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM persons WHERE id = $1', [personId]);
    return rows.length > 0;
  }

  /** All that were ever confirmed, those that count now first. */
  addresses(manager: EntityManager, personId: string): Promise<ProvenAddress[]> {
    return manager.query<ProvenAddress[]>(
      `SELECT value, verified_at AS "verifiedAt", ended_at AS "endedAt" FROM person_identifiers
       WHERE person_id = $1 AND kind = 'email' AND verified_at IS NOT NULL
       ORDER BY ended_at DESC NULLS FIRST, verified_at, id`,
      [personId],
    );
  }
}
