import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { foldAddress } from '../platform/text/fold-address.js';
import { type DataCategory } from '../policy/purposes.js';
import { Sources } from '../sources/sources.js';
import { type HeldRecord, keeps } from './hold-matching.js';
import { HoldsInForce } from './holds-in-force.js';

/** Rows that would go together, and whose they are. */
export interface PurgeCandidate {
  /** The caller's own name for it. */
  readonly id: string;
  /** Every address that is or was the person's. */
  readonly addresses: readonly string[];
  readonly records: readonly HeldRecord[];
}

/** What a purge must leave because somebody holds it. */
@Injectable()
export class HeldRows {
  constructor(
    private readonly holds: HoldsInForce,
    private readonly sources: Sources,
  ) {}

  /**
   * A candidate is held where a hold keeps anything of any of its rows. Asked inside the source's passed gate, the answer
   * holds until the transaction ends.
   * @returns the ids of those that must stay
   */
  async among(
    manager: EntityManager,
    source: string,
    candidates: readonly PurgeCandidate[],
  ): Promise<ReadonlySet<string>> {
    return new Set((await this.holding(manager, source, candidates)).keys());
  }

  /** Whether any hold at all is in force: where none is, nothing need be asked of each row. */
  async any(manager: EntityManager): Promise<boolean> {
    const found = await manager.query<unknown[]>('SELECT 1 FROM holds WHERE released_at IS NULL LIMIT 1');
    return found.length > 0;
  }

  /** The same with the ids of the holds; candidates that nothing holds are not in it. */
  async holding(
    manager: EntityManager,
    source: string,
    candidates: readonly PurgeCandidate[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const addresses = candidates.flatMap((candidate) => candidate.addresses);
    const holds = await this.holds.find(manager, source, addresses);
    if (holds.length === 0) return new Map();
    const categories = this.categories(source);
    const held = candidates.map((candidate): readonly [string, readonly string[]] => {
      const own = new Set(candidate.addresses.map(foldAddress));
      const theirs = holds.filter(({ address }) => address === undefined || own.has(address));
      const keeping = theirs.filter(({ rule }) =>
        candidate.records.some((record) =>
          keeps(rule.scope, record, categories.get(record.collection) ?? new Set()),
        ),
      );
      return [candidate.id, keeping.map(({ rule }) => rule.id)];
    });
    return new Map(held.filter(([, ids]) => ids.length > 0));
  }

  private categories(source: string): ReadonlyMap<string, ReadonlySet<DataCategory>> {
    return new Map(this.sources.mapped(source)?.map(({ id, categories }) => [id, categories]));
  }
}
