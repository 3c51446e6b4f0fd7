import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PromiseMails } from '../accounts/promise-mails.js';
import { type PromiseId } from '../policy/promises.js';
import { OverdueReviews } from './overdue-reviews.js';
import { type CheckResult } from './promise-check.js';

/** Tells admins of promises that are not kept, each of what they may know. */
@Injectable()
export class PromiseNews {
  constructor(
    private readonly mails: PromiseMails,
    private readonly reviews: OverdueReviews,
  ) {}

  /** @param failed promises that were kept when they were checked before */
  async tell(
    manager: EntityManager,
    results: ReadonlyMap<PromiseId, CheckResult>,
    failed: readonly PromiseId[],
  ): Promise<void> {
    if (failed.length === 0) return;
    await this.mails.failed(manager, async (accountId) => {
      const known: PromiseId[] = [];
      for (const promise of failed) {
        const result = results.get(promise);
        const seen = result && (await this.reviews.asSeen(manager, result, accountId));
        if (seen?.outcome === 'failed') known.push(promise);
      }
      return known;
    });
  }
}
