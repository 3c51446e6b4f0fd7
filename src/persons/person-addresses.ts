import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** Every address that is or ever was somebody's, folded: what was confirmed once stays theirs where holds are concerned. */
@Injectable()
export class PersonAddresses {
  async of(manager: EntityManager, personId: string): Promise<string[]> {
    const rows = await manager.query<{ address: string }[]>(
      `SELECT DISTINCT fold_address(value) AS address FROM person_identifiers
       WHERE person_id = $1 AND kind = 'email' AND verified_at IS NOT NULL ORDER BY 1`,
      [personId],
    );
    return rows.map(({ address }) => address);
  }

  /** As `of`, for the person behind an account. */
  async ofAccount(manager: EntityManager, accountId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT person_id AS id FROM person_identifiers
       WHERE source = 'portal' AND kind = 'account' AND fold_address(value) = fold_address($1)
         AND verified_at IS NOT NULL AND ended_at IS NULL`,
      [accountId],
    );
    return rows[0] === undefined ? [] : this.of(manager, rows[0].id);
  }
}
