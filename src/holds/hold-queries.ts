import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { HeldVersions } from './held-versions.js';
import { Hold, type HoldState } from './hold.js';
import { findHold } from './hold-row.js';

export interface HoldFilter {
  readonly state?: HoldState;
}

export interface HoldPage {
  readonly items: readonly Hold[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

const CONDITIONS: Readonly<Record<HoldState, string>> = {
  in_force: 'h.released_at IS NULL AND h.release_asked_at IS NULL',
  releasing: 'h.released_at IS NULL AND h.release_asked_at IS NOT NULL',
  released: 'h.released_at IS NOT NULL',
};

/** Holds for the office to look at, released ones too. */
@Injectable()
export class HoldQueries {
  constructor(
    private readonly database: DataSource,
    private readonly cursors: Cursors,
    private readonly heldVersions: HeldVersions,
  ) {}

  /** Newest first. Ids are version 7 UUIDs, so their order is that of placing. */
  async list(filter: HoldFilter, limit: number, cursor?: string): Promise<HoldPage> {
    const rows = this.database.manager.createQueryBuilder(Hold, 'h').where('true');
    if (filter.state !== undefined) rows.andWhere(CONDITIONS[filter.state]);
    if (cursor !== undefined) this.after(rows, filter, cursor);
    const found = await rows
      .orderBy('h.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = found.length > limit && last !== undefined;
    return { items, next: more ? this.cursors.seal('holds', filter, last.id) : null };
  }

  /** @throws Problem 404 */
  find(id: string): Promise<Hold> {
    return findHold(this.database.manager, id);
  }

  /** How many old values the hold keeps. */
  versions(id: string): Promise<number> {
    return this.heldVersions.count(this.database.manager, id);
  }

  private after(rows: SelectQueryBuilder<Hold>, filter: HoldFilter, cursor: string): void {
    rows.andWhere('h.id < :before', { before: this.cursors.open('holds', filter, cursor, z.uuid()) });
  }
}
