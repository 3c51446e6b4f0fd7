import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EarlierValues, EDITED } from './earlier-values.js';
import { type PlannedCollection } from './erasure-plan.js';
import { type SealedSubject } from './erasure.js';
import { lastingKey, LastingRetentions } from './lasting-retentions.js';

/** What a plan says beside the rows of its collections. */
@Injectable()
export class PlanNotes {
  constructor(
    private readonly database: DataSource,
    private readonly earlier: EarlierValues,
    private readonly lasting: LastingRetentions,
  ) {}

  /** Beside rows that were edited while held stands how many values holds keep of them. */
  async edited(
    collections: readonly PlannedCollection[],
    known: SealedSubject['known'],
  ): Promise<PlannedCollection[]> {
    const heldVersions = await this.earlier.count(this.database.manager, known);
    if (heldVersions === 0) return [...collections];
    return collections.map((one) => (one.collection === EDITED ? { ...one, heldVersions } : one));
  }

  /** Beside rows that are kept without an end stands when that is reviewed. */
  async reviewed(collections: readonly PlannedCollection[]): Promise<PlannedCollection[]> {
    const days = await this.lasting.reviewDays(this.database.manager);
    return collections.map((one) => {
      const reviewOn = days.get(lastingKey(one));
      if (reviewOn === undefined || one.retentions === undefined) return one;
      return { ...one, retentions: one.retentions.map((kept) => ({ ...kept, reviewOn })) };
    });
  }
}
