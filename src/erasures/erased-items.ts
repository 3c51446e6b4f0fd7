import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Sources } from '../sources/sources.js';
import { type EndedRun } from './ended-run.js';
import { type CollectionPlace, ErasureCounts } from './erasure-counts.js';
import { type ErasedRows, type PlannedCollection } from './erasure-plan.js';
import { KeptRecords } from './kept-records.js';
import { namedCollection } from './named-collection.js';
import { type ErasedItem, type Receipt } from './receipt.js';

/** Rows of one collection, by what became of them. */
interface Counts extends CollectionPlace {
  readonly erased: number;
  readonly anonymised: number;
}

/** The lines of a receipt that say what is gone, as all runs of the erasure counted it. */
@Injectable()
export class ErasedItems {
  constructor(
    private readonly sources: Sources,
    private readonly counts: ErasureCounts,
    private readonly kept: KeptRecords,
  ) {}

  async office(manager: EntityManager, { erasure, run }: EndedRun): Promise<ErasedItem[]> {
    return this.items(await this.counted(manager, erasure.id), run.locale);
  }

  /**
   * To the person, rows that hidden holds alone keep are among those that are gone: they can count what they had, and one
   * that is missing would tell of the hold. That the law may require some to be kept stands in every receipt.
   */
  async person(
    manager: EntityManager,
    { erasure, run, rules }: EndedRun,
    shown: Receipt['outcome'],
  ): Promise<ErasedItem[]> {
    const hidden = rules.filter(({ visibility }) => visibility === 'existence-hidden').map(({ id }) => id);
    const counts = await this.counted(manager, erasure.id);
    if (hidden.length === 0) return this.items(counts, run.locale);
    const untold = await this.kept.keptOnlyBy(manager, erasure.id, hidden);
    if (untold.length === 0) return this.items(counts, run.locale);
    const { collections } = erasure.plan ?? { collections: [] };
    const gone = asIfGone(counts, untold, collections);
    // Where nothing else is kept, nothing waits either.
    return this.items(shown === 'completed' ? this.withoutWaiting(gone, collections) : gone, run.locale);
  }

  /** Rows that stay, cleared, for as long as kept rows refer to them, are gone. */
  private withoutWaiting(counts: readonly Counts[], plan: readonly PlannedCollection[]): Counts[] {
    const waiting = plan.filter((one) =>
      this.sources.mapped(one.source)?.some(({ id, waits }) => waits && id === one.collection),
    );
    const others = counts.filter((one) => !waiting.some((other) => isSame(one, other)));
    const all = waiting.map(({ source, collection, count }) => {
      const { erased = 0, anonymised = 0 } = counts.find((one) => isSame(one, { source, collection })) ?? {};
      return { source, collection, erased: Math.max(erased + anonymised, count), anonymised: 0 };
    });
    return [...others, ...all];
  }

  private async counted(manager: EntityManager, erasureId: string): Promise<Counts[]> {
    const counts = await this.counts.each(manager, erasureId);
    return counts.map(({ deleted, cleared, ...place }) => ({
      ...place,
      erased: deleted,
      anonymised: cleared,
    }));
  }

  private items(counts: readonly Counts[], locale: EndedRun['run']['locale']): ErasedItem[] {
    return inOrder(counts).flatMap(({ source, collection, ...done }) => {
      const named = namedCollection(this.sources, source, collection, locale);
      return (['erased', 'anonymised'] as const)
        .filter((action) => done[action] > 0)
        .map((action) => ({ ...named, action, count: done[action] }));
    });
  }
}

/** Each row counts as what the erasure does in its collection. */
function asIfGone(
  counts: readonly Counts[],
  untold: readonly ErasedRows[],
  plan: readonly PlannedCollection[],
): Counts[] {
  const all = [...counts];
  for (const { source, collection, rows } of untold) {
    const place = { source, collection };
    const found = all.findIndex((one) => isSame(one, place));
    const { erased, anonymised } = all[found] ?? { erased: 0, anonymised: 0 };
    const action = plan.find((one) => isSame(one, place))?.action;
    const stays = action === 'clear' || action === 'detach';
    const counted = stays ? { erased, anonymised: anonymised + rows } : { erased: erased + rows, anonymised };
    all.splice(found < 0 ? all.length : found, found < 0 ? 0 : 1, { ...place, ...counted });
  }
  return all;
}

function isSame(one: CollectionPlace, other: CollectionPlace): boolean {
  return one.source === other.source && one.collection === other.collection;
}

function inOrder(counts: readonly Counts[]): Counts[] {
  const name = ({ source, collection }: Counts) => `${source}/${collection}`;
  return counts.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}
