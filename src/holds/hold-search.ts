import { Injectable } from '@nestjs/common';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { Hold, type HoldState } from './hold.js';
import { HoldAddresses } from './hold-addresses.js';
import { HoldOwnCase } from './hold-own-case.js';
import { HoldRecord } from './hold-record.js';
import { type HoldPurpose } from './hold-rules.js';

export interface HoldFilter {
  readonly state?: HoldState;
  readonly purpose?: HoldPurpose;
  /** `over`: in force, and its review date has come. */
  readonly review?: 'over';
  /** A part of the matter, letter case aside. */
  readonly matter?: string;
  /** The whole address that a hold names or, once only its hash is kept, named. */
  readonly email?: string;
}

export interface HoldPage {
  readonly items: readonly Hold[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

const CONDITIONS: Readonly<Record<HoldState, string>> = {
  placing: 'h.released_at IS NULL AND h.release_asked_at IS NULL AND h.in_force_at IS NULL',
  in_force: 'h.released_at IS NULL AND h.release_asked_at IS NULL AND h.in_force_at IS NOT NULL',
  releasing: 'h.released_at IS NULL AND h.release_asked_at IS NOT NULL',
  released: 'h.released_at IS NOT NULL',
};

/** Finds holds by what an admin asks for. */
@Injectable()
export class HoldSearch {
  constructor(
    private readonly cursors: Cursors,
    private readonly addresses: HoldAddresses,
    private readonly ownCase: HoldOwnCase,
    private readonly record: HoldRecord,
  ) {}

  /**
   * Newest first, without those that keep the viewer's own data. Ids are version 7 UUIDs, so their order is that of
   * placing.
   * @throws Problem 422 for a cursor of another list
   */
  async page(
    manager: EntityManager,
    viewer: string,
    filter: HoldFilter,
    limit: number,
    cursor?: string,
  ): Promise<HoldPage> {
    const rows = this.matching(manager, filter);
    await this.ownCase.leaveOut(manager, viewer, rows);
    if (cursor !== undefined) {
      rows.andWhere('h.id < :before', { before: this.cursors.open('holds', filter, cursor, z.uuid()) });
    }
    const found = await rows
      .orderBy('h.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = found.length > limit && last !== undefined;
    return { items, next: more ? this.cursors.seal('holds', filter, last.id) : null };
  }

  private matching(manager: EntityManager, filter: HoldFilter): SelectQueryBuilder<Hold> {
    const { state, purpose, review, matter, email } = filter;
    const rows = manager.createQueryBuilder(Hold, 'h').where('true');
    if (state !== undefined) rows.andWhere(CONDITIONS[state]);
    if (purpose !== undefined) rows.andWhere('h.purpose = :purpose', { purpose });
    if (review !== undefined) {
      rows.andWhere('h.released_at IS NULL AND h.review_on <= :today', { today: this.record.today() });
    }
    if (matter !== undefined) rows.andWhere('strpos(lower(h.matter), lower(:matter)) > 0', { matter });
    if (email === undefined) return rows;
    const address = foldAddress(email);
    return rows.andWhere('(fold_address(h.email) = :address OR h.address_mac = :mac)', {
      address,
      mac: this.addresses.mac(address),
    });
  }
}
