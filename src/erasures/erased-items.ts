import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Sources } from '../sources/sources.js';
import { type EndedRun } from './ended-run.js';
import { ErasedAddresses } from './erased-addresses.js';
import { type CollectionPlace, ErasureCounts } from './erasure-counts.js';
import { type ErasedRows } from './erasure-plan.js';
import { KeptRecords } from './kept-records.js';
import { type Kept, visibleRules } from './kept-rows.js';
import { namedCollection } from './named-collection.js';
import { type ErasedItem } from './receipt.js';
import { type Counts, isSame, toldCounts, type ToldWorld } from './told-counts.js';

/** The lines of a receipt that say what is gone, as all runs of the erasure counted it. */
@Injectable()
export class ErasedItems {
  constructor(
    private readonly sources: Sources,
    private readonly counts: ErasureCounts,
    private readonly records: KeptRecords,
    private readonly left: ErasedAddresses,
  ) {}

  async office(manager: EntityManager, ended: EndedRun): Promise<ErasedItem[]> {
    return this.items(await this.counted(manager, ended.erasure.id), ended);
  }

  /**
   * To the person, rows that hidden holds alone keep are among those that are gone: they can count what they had, and one
   * that is missing would tell of the hold. That the law may require some to be kept stands in every receipt.
   */
  async person(manager: EntityManager, ended: EndedRun, kept: Kept): Promise<ErasedItem[]> {
    const { erasure, rules, subject } = ended;
    const counts = await this.counted(manager, erasure.id);
    const hidden = rules.filter(({ visibility }) => visibility === 'existence-hidden').map(({ id }) => id);
    const untold = await this.records.keptOnlyBy(manager, erasure.id, hidden);
    // What an erasure that was taken back left of them was told to be gone before, and may refer to what goes now.
    const before = await this.left.any(manager, [...subject.emails, ...subject.addresses], erasure.id);
    if (untold.length === 0 && !before) return this.items(counts, ended);
    const mapped = ({ source, collection }: CollectionPlace) =>
      this.sources.mapped(source)?.find(({ id }) => id === collection);
    const world = { plan: erasure.plan?.collections ?? [], kept: toldKept(ended, kept, mapped), mapped };
    return this.items(toldCounts(counts, untold, world), ended);
  }

  private async counted(manager: EntityManager, erasureId: string): Promise<Counts[]> {
    const counts = await this.counts.each(manager, erasureId);
    return counts.map(({ deleted, cleared, ...place }) => ({
      ...place,
      erased: deleted,
      anonymised: cleared,
    }));
  }

  private shortens({ source, collection }: CollectionPlace): boolean {
    return this.sources.mapped(source)?.find(({ id }) => id === collection)?.shortens === true;
  }

  private items(counts: readonly Counts[], { run, erasure }: EndedRun): ErasedItem[] {
    const detaching = erasure.plan?.collections.filter(({ action }) => action === 'detach') ?? [];
    return inOrder(counts).flatMap(({ source, collection, erased, anonymised }) => {
      const named = namedCollection(this.sources, source, collection, run.locale);
      const detached = detaching.some((one) => isSame(one, { source, collection }));
      return [
        { ...named, action: 'erased' as const, count: erased },
        {
          ...named,
          action: detached ? ('detached' as const) : ('anonymised' as const),
          ...(this.shortens({ source, collection }) ? { shortened: true as const } : {}),
          count: anonymised,
        },
      ].filter(({ count }) => count > 0);
    });
  }
}

/** Values that were edited while held are no rows of their own. What stays unsigned is kept, and refers to nobody. */
function toldKept({ rules }: EndedRun, { held, retained }: Kept, mapped: ToldWorld['mapped']): ErasedRows[] {
  const told = held.filter((rows) => rows.earlier !== true && visibleRules(rows, rules).length > 0);
  const referring = retained.filter((rows) => mapped(rows)?.unsigned !== true);
  return [...told, ...referring].map(({ source, collection, count }) => ({
    source,
    collection,
    rows: count,
  }));
}

function inOrder(counts: readonly Counts[]): Counts[] {
  const name = ({ source, collection }: Counts) => `${source}/${collection}`;
  return counts.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}
