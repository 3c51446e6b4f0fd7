import { type EntityManager } from 'typeorm';
import { Injectable } from '@nestjs/common';
import { type HoldRule } from '../holds/hold-rules.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type MappedCollection } from '../sources/mapped-collection.js';
import { Sources } from '../sources/sources.js';
import { type ErasurePlan } from './erasure-plan.js';
import { type KeptRows, type RetainedKept, visibleRules } from './kept-rows.js';
import { type ErasedItem, type RetainedItem } from './receipt.js';
import { erasureWords } from './words/words.js';

/** The lines of a receipt, from what was counted and kept. */
@Injectable()
export class ReceiptItems {
  constructor(private readonly sources: Sources) {}

  /** What is gone, per collection, as all runs of the erasure counted it. */
  async erased(manager: EntityManager, erasureId: string, locale: Locale): Promise<ErasedItem[]> {
    const rows = await manager.query<
      { source: string; collection: string; deleted: string; cleared: string }[]
    >(
      `SELECT source, collection, deleted, cleared FROM erasure_counts WHERE erasure_id = $1
       ORDER BY source, collection`,
      [erasureId],
    );
    return rows.flatMap(({ source, collection, deleted, cleared }) => {
      const named = this.named(source, collection, locale);
      const counts = [
        ['erased', Number(deleted)],
        ['anonymised', Number(cleared)],
      ] as const;
      return counts.filter(([, count]) => count > 0).map(([action, count]) => ({ ...named, action, count }));
    });
  }

  /** What holds keep. A person is not told of rows that only hidden holds keep, nor of reasons that may not be told. */
  held(
    kept: readonly KeptRows[],
    rules: readonly HoldRule[],
    locale: Locale,
    audience: 'person' | 'office',
  ): RetainedItem[] {
    return kept.flatMap((rows) => {
      const { source, collection, categories, count, records } = rows;
      const known =
        audience === 'person' ? visibleRules(rows, rules) : rules.filter(({ id }) => rows.holds.includes(id));
      // The one that is reviewed last keeps them longest.
      const rule = known.toSorted((one, other) => other.reviewOn.localeCompare(one.reviewOn))[0];
      if (rule === undefined) return [];
      const told = audience === 'office' || rule.visibility === 'open';
      return [
        {
          ...this.place(source, collection, locale),
          ...(rows.earlier ? this.earlier(source, collection, locale) : {}),
          ...(categories.length > 0 ? { categories } : {}),
          count,
          ...(told ? { purpose: rule.purpose, citation: rule.citation } : {}),
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

  /** What the data maps keep for ever, whoever asks. */
  byMap(plan: ErasurePlan, locale: Locale): RetainedItem[] {
    return plan.collections
      .filter(({ action, count }) => action === 'retain' && count > 0)
      .map(({ source, collection, count, purpose, citation }) => ({
        ...this.place(source, collection, locale),
        count,
        purpose,
        citation,
      }));
  }

  private earlier(source: string, collection: string, locale: Locale) {
    const { title } = this.named(source, collection, locale);
    return { title: erasureWords(locale)('held.earlier', { title }), earlier: true } as const;
  }

  private place(source: string, collection: string, locale: Locale) {
    const { title } = this.named(source, collection, locale);
    return { source, collection, title };
  }

  private named(source: string, collection: string, locale: Locale) {
    const view = this.mapped(source, collection);
    return {
      source,
      collection,
      title: view?.title[locale] ?? collection,
      category: view?.category ?? 'technical',
    } as const;
  }

  private mapped(source: string, collection: string): MappedCollection | undefined {
    return this.sources.mapped(source)?.find(({ id }) => id === collection);
  }
}
