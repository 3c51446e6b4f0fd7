import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PersonsByAddress } from '../persons/persons-by-address.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { LeftRows, type RowsByPlace } from '../sources/left-rows.js';
import { UntoldRows } from './untold-rows.js';

/** The room's table of addresses, as keyed hashes, of people of whom an erasure left rows. */
@Injectable()
export class ErasedAddresses extends LeftRows {
  constructor(
    private readonly keyring: Keyring,
    private readonly persons: PersonsByAddress,
    private readonly untold: UntoldRows,
  ) {
    super();
  }

  /** Goes with what is kept: see `ErasureRows`. */
  async keep(manager: EntityManager, erasureId: string, addresses: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO erased_addresses (erasure_id, address_mac)
       SELECT $1, mac FROM unnest($2::bytea[]) AS mac ON CONFLICT DO NOTHING`,
      [erasureId, this.macs(addresses)],
    );
  }

  async of(
    manager: EntityManager,
    emails: readonly string[],
    but?: string,
  ): Promise<RowsByPlace | undefined> {
    const erasures = await this.erasures(manager, await this.everHeld(manager, emails), but);
    return erasures.length === 0 ? undefined : this.untold.of(manager, erasures);
  }

  /** Whether `of` would find any. */
  async any(manager: EntityManager, emails: readonly string[], but?: string): Promise<boolean> {
    const erasures = await this.erasures(manager, await this.everHeld(manager, emails), but);
    return erasures.length > 0 && this.untold.any(manager, erasures);
  }

  /** Requests whose erasures are deferred, and whose addresses nobody has kept. @param only this one of them */
  async unknown(manager: EntityManager, only?: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT r.id FROM erasures e JOIN requests r ON r.id = e.request_id
       WHERE r.state = 'deferred' AND e.sealed IS NOT NULL AND ($1::uuid IS NULL OR r.id = $1)
         AND NOT EXISTS (SELECT FROM erased_addresses a WHERE a.erasure_id = e.id)`,
      [only ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** Whoever has changed their address since is led to the same rows by their account. */
  private async everHeld(manager: EntityManager, emails: readonly string[]): Promise<string[]> {
    const { personIds } = await this.persons.find(manager, emails.map(foldAddress));
    const held = await this.persons.addressesOf(manager, { personIds, accountIds: [] });
    return [...emails, ...[...held.values()].flat()];
  }

  private async erasures(manager: EntityManager, emails: readonly string[], but?: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT erasure_id AS id FROM erased_addresses
       WHERE address_mac = ANY ($1::bytea[]) AND erasure_id IS DISTINCT FROM $2`,
      [this.macs(emails), but ?? null],
    );
    return rows.map(({ id }) => id);
  }

  private macs(addresses: readonly string[]): Buffer[] {
    const folded = new Set(addresses.map(foldAddress));
    return [...folded].map((address) => this.keyring.mac('erasures.address', address));
  }
}
