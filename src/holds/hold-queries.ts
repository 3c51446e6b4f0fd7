import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Hold, type HoldOfficial } from './hold.js';
import { HoldRecord } from './hold-record.js';
import { findHold } from './hold-row.js';
import { type HoldFilter, type HoldPage, HoldSearch } from './hold-search.js';
import { KeptVersions } from './kept-versions.js';

/** Holds for the office to look at, released ones too. */
@Injectable()
export class HoldQueries {
  constructor(
    private readonly database: DataSource,
    private readonly search: HoldSearch,
    private readonly record: HoldRecord,
    private readonly kept: KeptVersions,
    private readonly log: AuditLog,
  ) {}

  /**
   * Newest first, without those that keep the official's own data. A page says whom holds concern, so each is an event,
   * which names the filters and the holds and never what was looked for.
   * @throws Problem 422 for a cursor of another list
   */
  list(
    filter: HoldFilter,
    limit: number,
    cursor: string | undefined,
    official: HoldOfficial,
  ): Promise<HoldPage> {
    return this.database.transaction(async (manager) => {
      const page = await this.search.page(manager, official.accountId, filter, limit, cursor);
      const by = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]));
      await this.log.append(manager, {
        action: 'hold.searched',
        actor: { type: 'account', id: official.accountId },
        detail: { by, holds: page.items.map(({ id }) => id) },
        values: { ...official.origin },
      });
      return page;
    });
  }

  /**
   * What these holds are called, for whoever asks why something is kept: an event, as every look at holds is.
   * @param by what was looked at
   */
  async matters(
    ids: readonly string[],
    by: string,
    official: HoldOfficial,
  ): Promise<ReadonlyMap<string, Pick<Hold, 'id' | 'matter' | 'purpose'>>> {
    if (ids.length === 0) return new Map();
    return this.database.transaction(async (manager) => {
      const found = await manager.query<Pick<Hold, 'id' | 'matter' | 'purpose'>[]>(
        'SELECT id, matter, purpose FROM holds WHERE id = ANY ($1) ORDER BY id DESC LIMIT 200',
        [ids],
      );
      await this.log.append(manager, {
        action: 'hold.searched',
        actor: { type: 'account', id: official.accountId },
        detail: { by: [by], holds: found.map(({ id }) => id) },
        values: { ...official.origin },
      });
      return new Map(found.map((hold) => [hold.id, hold]));
    });
  }

  /** @throws Problem 404 */
  find(id: string): Promise<Hold> {
    return findHold(this.database.manager, id);
  }

  /** How many old values the hold keeps. */
  versions(id: string): Promise<number> {
    return this.kept.count(this.database.manager, id);
  }

  /** The addresses, folded, that holds in force name. */
  async addressesInForce(): Promise<string[]> {
    const rows = await this.database.query<{ address: string }[]>(
      `SELECT DISTINCT fold_address(email) AS address FROM holds WHERE released_at IS NULL AND email IS NOT NULL`,
    );
    return rows.map(({ address }) => address);
  }

  /** Those of the addresses that holds in force name. @param addresses folded */
  async addressesInForceAmong(addresses: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ address: string }[]>(
      `SELECT DISTINCT fold_address(email) AS address FROM holds
       WHERE released_at IS NULL AND fold_address(email) = ANY ($1)`,
      [addresses],
    );
    return rows.map(({ address }) => address);
  }

  /** The local date where the office is, with which review dates are compared. */
  today(): string {
    return this.record.today();
  }
}
