import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldGate } from '../holds/hold-rules.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type RecordKey } from '../sources/erasing.js';
import { LeftRows, type RowsByPlace } from '../sources/left-rows.js';
import { Sources } from '../sources/sources.js';

/** The room's table of addresses, as keyed hashes, of people of whom an erasure left rows. */
@Injectable()
export class ErasedAddresses extends LeftRows {
  constructor(
    private readonly keyring: Keyring,
    private readonly gate: HoldGate,
    private readonly sources: Sources,
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

  /** Rows that an open hold or a retention keeps as well are not among them: of these the person was told. */
  async of(
    manager: EntityManager,
    emails: readonly string[],
    but?: string,
  ): Promise<RowsByPlace | undefined> {
    const erasures = await this.erasures(manager, emails, but);
    if (erasures.length === 0) return undefined;
    const rows = await manager.query<{ source: string; collection: string; keys: RecordKey[] }[]>(
      `SELECT source, collection, jsonb_agg(to_jsonb(key)) AS keys FROM erasure_kept
       WHERE erasure_id = ANY ($1) AND key <> '{}' AND holds <> '{}' AND NOT retained AND NOT holds && $2::uuid[]
       GROUP BY source, collection`,
      [erasures, await this.told(manager, emails)],
    );
    if (rows.length === 0) return undefined;
    const places: Record<string, Record<string, readonly RecordKey[]>> = {};
    for (const { source, collection, keys } of rows) (places[source] ??= {})[collection] = keys;
    return places;
  }

  private async erasures(manager: EntityManager, emails: readonly string[], but?: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT erasure_id AS id FROM erased_addresses
       WHERE address_mac = ANY ($1::bytea[]) AND erasure_id IS DISTINCT FROM $2`,
      [this.macs(emails), but ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** Holds in force that do not hide themselves. */
  private async told(manager: EntityManager, addresses: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const { id } of this.sources.all()) {
      const rules = await this.gate.rules(manager, id, { addresses });
      ids.push(...rules.filter(({ visibility }) => visibility !== 'existence-hidden').map((rule) => rule.id));
    }
    return ids;
  }

  private macs(addresses: readonly string[]): Buffer[] {
    const folded = new Set(addresses.map(foldAddress));
    return [...folded].map((address) => this.keyring.mac('erasures.address', address));
  }
}
