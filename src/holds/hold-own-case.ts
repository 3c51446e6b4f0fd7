import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PersonAddresses } from '../persons/person-addresses.js';
import { forbidden } from '../platform/http/problem.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type Hold } from './hold.js';

/** Nobody decides about a hold that keeps their own data: by an address that is or was theirs, or by their account's id. */
@Injectable()
export class HoldOwnCase {
  constructor(private readonly addresses: PersonAddresses) {}

  /** @throws Problem 403 `own-case` */
  async refuse(manager: EntityManager, accountId: string, hold: Hold): Promise<void> {
    const own = await this.addresses.ofAccount(manager, accountId);
    const byAddress = hold.email !== null && own.includes(foldAddress(hold.email));
    if (byAddress || hold.recordIds?.includes(accountId) === true) {
      throw forbidden('own-case', 'This hold keeps your own data; somebody else decides about it.');
    }
  }
}
