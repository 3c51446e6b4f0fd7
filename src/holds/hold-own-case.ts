import { Injectable } from '@nestjs/common';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { PersonAddresses } from '../persons/person-addresses.js';
import { forbidden } from '../platform/http/problem.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type Hold } from './hold.js';

/**
 * Nobody sees or decides about a hold that keeps their own data: by an address that is or was theirs, or by their
 * account's id.
 */
@Injectable()
export class HoldOwnCase {
  constructor(private readonly addresses: PersonAddresses) {}

  /** @throws Problem 403 `own-case` */
  async refuse(manager: EntityManager, accountId: string, hold: Hold): Promise<void> {
    if (await this.concerns(manager, accountId, hold)) {
      throw forbidden('own-case', 'This hold keeps your own data; somebody else sees and decides about it.');
    }
  }

  /** Whether the hold keeps data of whoever has the account. */
  async concerns(manager: EntityManager, accountId: string, hold: Hold): Promise<boolean> {
    if (hold.recordIds?.includes(accountId) === true) return true;
    const own = await this.addresses.ofAccount(manager, accountId);
    return hold.email !== null && own.includes(foldAddress(hold.email));
  }

  /** The holds in force that keep the account's own data: their ids are not to be told. */
  async unseen(manager: EntityManager, accountId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM holds
       WHERE released_at IS NULL AND (fold_address(email) = ANY ($1) OR $2 = ANY (record_ids))`,
      [await this.addresses.ofAccount(manager, accountId), accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the holds that `refuse` refuses out of a list of `holds h`. */
  async leaveOut(manager: EntityManager, accountId: string, rows: SelectQueryBuilder<Hold>): Promise<void> {
    rows
      .andWhere('(fold_address(h.email) = ANY (:own)) IS NOT TRUE', {
        own: await this.addresses.ofAccount(manager, accountId),
      })
      .andWhere('(:accountId = ANY (h.record_ids)) IS NOT TRUE', { accountId });
  }
}
