import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RequestSubjects } from './request-subjects.js';

/**
 * The room's table of addresses whose people were told that everything is erased while a hold that hides keeps some of it.
 * Whoever asks by such an address later, maybe the same person, is not to find what is kept.
 */
@Injectable()
export class ErasedAddresses {
  constructor(private readonly subjects: RequestSubjects) {}

  /** @param erasedAt when the erasure began: later rows under the addresses are not among what it took */
  async add(
    manager: EntityManager,
    requestId: string,
    addresses: readonly string[],
    erasedAt: Date,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO erased_addresses (request_id, address_mac, erased_at)
       SELECT $1, mac, $3 FROM unnest($2::bytea[]) AS mac ON CONFLICT DO NOTHING`,
      [requestId, this.macs(addresses), erasedAt],
    );
  }

  /**
   * @param but the request of an erasure that itself takes what was kept
   * @returns since when rows under one of the addresses are their present person's; undefined where always
   */
  async since(manager: EntityManager, addresses: readonly string[], but?: string): Promise<Date | undefined> {
    const [row] = await manager.query<{ since: Date | null }[]>(
      `SELECT max(erased_at) AS since FROM erased_addresses
       WHERE address_mac = ANY ($1::bytea[]) AND request_id IS DISTINCT FROM $2`,
      [this.macs(addresses), but ?? null],
    );
    return row?.since ?? undefined;
  }

  /** Nothing is kept any more. */
  async forget(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM erased_addresses WHERE request_id = ANY ($1)', [requestIds]);
  }

  private macs(addresses: readonly string[]): Buffer[] {
    return [...new Set(addresses)].map((address) => this.subjects.addressMac(address));
  }
}
