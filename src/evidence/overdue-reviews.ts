import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldOwnCase } from '../holds/hold-own-case.js';
import { HoldQueries } from '../holds/hold-queries.js';
import { type CheckResult } from './promise-check.js';

/**
 * What an official may know of reviews that are overdue: nobody is told of a hold that keeps their own data, and the review
 * of one, counted for all (P24), would tell of it.
 */
@Injectable()
export class OverdueReviews {
  constructor(
    private readonly ownCase: HoldOwnCase,
    private readonly holds: HoldQueries,
  ) {}

  /** The result of a check as this account may see it. */
  async asSeen<Result extends CheckResult>(
    manager: EntityManager,
    result: Result,
    accountId: string,
  ): Promise<Result> {
    const { overdue } = result.figures;
    if (typeof overdue !== 'number' || overdue === 0) return result;
    const seen = Math.min(overdue, await this.count(manager, accountId));
    const figures = { ...result.figures, overdue: seen };
    return seen === 0 && result.reason === 'review_overdue'
      ? { ...result, figures, outcome: 'passed', reason: undefined }
      : { ...result, figures };
  }

  private async count(manager: EntityManager, accountId: string): Promise<number> {
    const [found] = await manager.query<{ overdue: number }[]>(
      `SELECT count(*)::int AS overdue FROM holds WHERE released_at IS NULL AND review_on < $1 AND id <> ALL ($2)`,
      [this.holds.today(), await this.ownCase.unseen(manager, accountId)],
    );
    return found?.overdue ?? 0;
  }
}
