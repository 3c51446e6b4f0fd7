import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HoldRule } from '../holds/hold-rules.js';
import { type DataCategory } from '../policy/purposes.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type MappedCollection } from '../sources/mapped-collection.js';
import { countedByPlace } from '../persons/disowned-rows.js';
import { Sources } from '../sources/sources.js';
import { type ErasurePlan } from './erasure-plan.js';
import { type KeptRows, type RetainedKept } from './kept-rows.js';
import { type SealedSubject } from './erasure.js';
import { lastingKey, LastingRetentions } from './lasting-retentions.js';
import { type NotTheirsItem, type RetainedItem } from './receipt.js';
import { namedCollection } from './named-collection.js';
import { toldRows } from './told-rows.js';
import { erasureWords } from './words/words.js';

/** The lines of a receipt, from what was counted and kept. */
@Injectable()
export class ReceiptItems {
  constructor(
    private readonly sources: Sources,
    private readonly lasting: LastingRetentions,
  ) {}

  /** What holds keep. A person is not told of rows that only hidden holds keep, nor of reasons that may not be told. */
  held(
    kept: readonly KeptRows[],
    rules: readonly HoldRule[],
    locale: Locale,
    audience: 'person' | 'office',
  ): RetainedItem[] {
    const told = audience === 'office' ? kept : toldRows(kept, rules, (rows) => this.categories(rows));
    return told.flatMap((rows) => {
      const { source, collection, categories, count, records } = rows;
      const known = rules.filter(({ id }) => rows.holds.includes(id));
      // The one that is reviewed last keeps them longest.
      const rule = known.toSorted((one, other) => other.reviewOn.localeCompare(one.reviewOn))[0];
      if (rule === undefined) return [];
      const reasoned = audience === 'office' || rule.visibility === 'open';
      return [
        {
          ...this.place(source, collection, locale),
          ...(rows.earlier ? this.earlier(source, collection, locale) : {}),
          ...(categories.length > 0 ? { categories } : {}),
          count,
          ...(reasoned ? { purpose: rule.purpose, citation: rule.citation } : {}),
          reviewOn: rule.reviewOn,
          records,
        },
      ];
    });
  }

  /** What the data maps keep for a time. A person is told of all of it: no hold shows in it. */
  retained(kept: readonly RetainedKept[], locale: Locale): RetainedItem[] {
    return kept.map(({ source, collection, until, count, records }) => {
      const { purpose, citation } = this.mapped(source, collection)?.retained ?? {};
      return { ...this.place(source, collection, locale), count, purpose, citation, until, records };
    });
  }

  /** What the data maps keep without an end, whoever asks, and when that is looked at again. */
  async byMap(manager: EntityManager, plan: ErasurePlan, locale: Locale): Promise<RetainedItem[]> {
    const reviews = await this.lasting.reviewDays(manager);
    return plan.collections
      .filter(({ action, count }) => action === 'retain' && count > 0)
      .map(({ source, collection, count, purpose, citation }) => ({
        ...this.place(source, collection, locale),
        count,
        purpose,
        citation,
        reviewOn: reviews.get(lastingKey({ source, collection })),
      }));
  }

  /** What the person said is somebody else's. */
  notTheirs({ notTheirs }: SealedSubject, locale: Locale): NotTheirsItem[] {
    return countedByPlace(notTheirs).map(({ source, collection, rows: count }) => ({
      ...this.place(source, collection, locale),
      count,
    }));
  }

  private categories({ source, collection }: KeptRows): ReadonlySet<DataCategory> {
    return this.mapped(source, collection)?.categories ?? new Set();
  }

  private earlier(source: string, collection: string, locale: Locale) {
    const { title } = namedCollection(this.sources, source, collection, locale);
    return { title: erasureWords(locale)('held.earlier', { title }), earlier: true } as const;
  }

  private place(source: string, collection: string, locale: Locale) {
    const { title } = namedCollection(this.sources, source, collection, locale);
    return { source, collection, title };
  }

  private mapped(source: string, collection: string): MappedCollection | undefined {
    return this.sources.mapped(source)?.find(({ id }) => id === collection);
  }
}
