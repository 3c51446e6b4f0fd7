import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AgedRows, countAged } from '../audit/aged-rows.js';
import { type DueRows, type HoldShare, MOST_COUNTED, type PurgeRun } from '../audit/retention-rule.js';
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

/** One hold, and what it alone leaves. */
export interface HoldKeeps {
  readonly id: string;
  readonly kept: KeptFromPurge;
}

/** As many holds at most are counted one by one. */
const MOST_HOLDS = 50;

interface Row {
  id: string;
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
    const holds = await this.find(manager, collections);
    return holds.length === 0 ? NOTHING : this.kept(manager, holds);
  }

  /** What each hold leaves, at this moment: no gate is passed. The newest first, at most fifty. */
  async each(manager: EntityManager, ...collections: readonly string[]): Promise<HoldKeeps[]> {
    const each: HoldKeeps[] = [];
    for (const hold of (await this.find(manager, collections)).slice(0, MOST_HOLDS)) {
      each.push({ id: hold.id, kept: await this.kept(manager, [hold]) });
    }
    return each;
  }

  /**
   * What a run would find, by the same holds; passes no gate.
   * @param unseen ids of holds that are not to be told of: rows that they alone keep count nowhere
   */
  async due(
    manager: EntityManager,
    collections: readonly string[],
    rows: AgedRows<KeptFromPurge>,
    run: PurgeRun,
    unseen: readonly string[],
  ): Promise<DueRows> {
    const holds = await this.find(manager, collections);
    const count = async (of: readonly Row[]) => {
      const kept = of.length === 0 ? NOTHING : await this.kept(manager, of);
      const found = await countAged(manager, rows, kept, run);
      return kept.everything ? { ...found, kept: found.due } : found;
    };
    const all = await count(holds);
    const more = all.due > MOST_COUNTED;
    const removed = Math.min(all.due - all.kept, MOST_COUNTED);
    if (all.kept === 0) return { removed, kept: 0, holds: [], more };
    const seen = holds.filter(({ id }) => !unseen.includes(id));
    const { kept } = seen.length === holds.length ? all : await count(seen);
    const shares: HoldShare[] = [];
    for (const hold of seen.slice(0, MOST_HOLDS)) {
      shares.push({ id: hold.id, rows: (await count([hold])).kept });
    }
    return { removed, kept, holds: shares.filter((share) => share.rows > 0), more };
  }

  private async find(manager: EntityManager, collections: readonly string[]): Promise<Row[]> {
    // No row that a purge deletes belongs to an article.
    const found = await manager.query<Row[]>(
      `SELECT id, fold_address(email) AS address, category, record_ids FROM holds
       WHERE released_at IS NULL AND (source IS NULL OR source = $1)
         AND (collection IS NULL OR collection = ANY ($2)) AND article_id IS NULL
       ORDER BY id DESC`,
      [SOURCE, collections],
    );
    const categories = found.length === 0 ? new Set() : this.categories(collections);
    return found.filter(({ category }) => category === null || categories.has(category));
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
