import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OverdueReviews } from './overdue-reviews.js';
import { type PromiseRecord, PromiseChecks } from './promise-checks.js';

/** The last results of the checks as an admin or an auditor may see them. */
@Injectable()
export class SeenPromises {
  constructor(
    private readonly database: DataSource,
    private readonly checks: PromiseChecks,
    private readonly reviews: OverdueReviews,
  ) {}

  /** By promise; those that were never checked are missing. */
  async by(accountId: string): Promise<ReadonlyMap<string, PromiseRecord>> {
    const { manager } = this.database;
    const seen = new Map<string, PromiseRecord>();
    for (const [promise, record] of await this.checks.latest(manager))
      seen.set(promise, await this.reviews.asSeen(manager, record, accountId));
    return seen;
  }
}
