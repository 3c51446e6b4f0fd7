import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Keyring } from '../platform/crypto/keyring.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type Hold } from './hold.js';
import { changeHold } from './hold-row.js';

/** What stays of a hold's address. It is compared with people's addresses while the hold is in force, so it lies plain until then. */
@Injectable()
export class HoldAddresses {
  constructor(private readonly keyring: Keyring) {}

  /**
   * The case of whoever these addresses are or were is closed: released holds keep a keyed hash, and holds in force make
   * one when they are released. Called inside passed gates, so that no release comes in between.
   */
  async close(manager: EntityManager, addresses: readonly string[]): Promise<void> {
    const folded = [...new Set(addresses.map(foldAddress))];
    for (const address of folded) {
      await manager.query(
        `UPDATE holds SET email = NULL, address_mac = $2
         WHERE fold_address(email) = $1 AND released_at IS NOT NULL AND email IS NOT NULL`,
        [address, this.mac(address)],
      );
    }
    await manager.query(
      `UPDATE holds SET forget_address = true
       WHERE fold_address(email) = ANY ($1) AND released_at IS NULL AND NOT forget_address`,
      [folded],
    );
  }

  async afterRelease(manager: EntityManager, hold: Hold): Promise<void> {
    if (!hold.forgetAddress || hold.email === null) return;
    await changeHold(manager, hold, { addressMac: this.mac(foldAddress(hold.email)), email: null });
  }

  /** What stays of a folded address. */
  mac(folded: string): Buffer {
    return this.keyring.mac('holds.address', folded);
  }
}
