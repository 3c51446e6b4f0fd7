import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PersonsByAddress } from '../persons/persons-by-address.js';
import { type DataCategory } from '../policy/purposes.js';
import { Sources } from '../sources/sources.js';
import { HoldGate } from './hold-rules.js';
import { RequestsOfPeople } from './requests-of-people.js';

/** The portal as its own source. */
const SOURCE = 'portal';

/** What a purge leaves: rows that are, or belong to, any of these. */
export interface KeptFromPurge {
  /** Nothing goes. */
  readonly everything: boolean;
  /** Folded. */
  readonly addresses: readonly string[];
  readonly accountIds: readonly string[];
  readonly requestIds: readonly string[];
  /** Rows by the first column of their keys. */
  readonly recordIds: readonly string[];
}

interface Row {
  address: string | null;
  category: DataCategory | null;
  record_ids: string[] | null;
}

const NOTHING: KeptFromPurge = {
  everything: false,
  addresses: [],
  accountIds: [],
  requestIds: [],
  recordIds: [],
};

/**
 * What purges by age leave because somebody holds it (I2). It errs towards keeping: neither the time of a row nor the
 * category of a column is looked at. Where no hold is in force it costs one question.
 */
@Injectable()
export class PurgeHolds {
  constructor(
    private readonly gate: HoldGate,
    private readonly sources: Sources,
    private readonly persons: PersonsByAddress,
    private readonly requests: RequestsOfPeople,
  ) {}

  /**
   * Passes the gate: what is not kept by the answer may go until the caller's transaction ends, and no later.
   * @param collections of the portal's data map that lose rows
   */
  async pass(manager: EntityManager, ...collections: readonly string[]): Promise<KeptFromPurge> {
    await this.gate.pass(manager, [SOURCE]);
    // No row that a purge deletes belongs to an article.
    const found = await manager.query<Row[]>(
      `SELECT fold_address(email) AS address, category, record_ids FROM holds
       WHERE released_at IS NULL AND (source IS NULL OR source = $1)
         AND (collection IS NULL OR collection = ANY ($2)) AND article_id IS NULL`,
      [SOURCE, collections],
    );
    const categories = found.length === 0 ? new Set() : this.categories(collections);
    const holds = found.filter(({ category }) => category === null || categories.has(category));
    return holds.length === 0 ? NOTHING : this.kept(manager, holds);
  }

  private async kept(manager: EntityManager, holds: readonly Row[]): Promise<KeptFromPurge> {
    const addresses = holds.map(({ address }) => address).filter((address) => address !== null);
    const people = await this.persons.find(manager, addresses);
    return {
      everything: holds.some(({ address, record_ids: ids }) => address === null && ids === null),
      addresses,
      accountIds: people.accountIds,
      requestIds: await this.requests.find(manager, people, addresses),
      recordIds: holds.flatMap(({ address, record_ids: ids }) => (address === null ? (ids ?? []) : [])),
    };
  }

  private categories(collections: readonly string[]): ReadonlySet<DataCategory> {
    const mapped = this.sources.mapped(SOURCE)?.filter(({ id }) => collections.includes(id)) ?? [];
    return new Set(mapped.flatMap(({ categories }) => [...categories]));
  }
}
