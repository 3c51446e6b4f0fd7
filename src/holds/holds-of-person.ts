import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { foldAddress } from '../platform/text/fold-address.js';
import { Hold } from './hold.js';
import { HoldOwnCase } from './hold-own-case.js';

/** As many are shown with a person. */
const MOST = 50;

/** Holds in force that name one person, for the office to look at. */
@Injectable()
export class HoldsOfPerson {
  constructor(private readonly ownCase: HoldOwnCase) {}

  /**
   * Those that name one of the addresses or the account; the newest first, without those that keep the viewer's own data.
   * Holds that name nobody are on everybody and in no such list.
   */
  async list(
    manager: EntityManager,
    viewer: string,
    addresses: readonly string[],
    accountId?: string,
  ): Promise<Hold[]> {
    const rows = manager
      .createQueryBuilder(Hold, 'h')
      .where('h.released_at IS NULL')
      .andWhere('(fold_address(h.email) = ANY (:addresses) OR :account = ANY (h.record_ids))', {
        addresses: addresses.map(foldAddress),
        account: accountId ?? '',
      });
    await this.ownCase.leaveOut(manager, viewer, rows);
    return rows.orderBy('h.id', 'DESC').limit(MOST).getMany();
  }
}
