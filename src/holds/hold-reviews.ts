import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { invalidFields } from '../platform/http/problem.js';
import { type Hold, type HoldOfficial } from './hold.js';
import { HoldHistory } from './hold-history.js';
import { HoldOwnCase } from './hold-own-case.js';
import { HoldRecord } from './hold-record.js';
import { changeHold, lockHold, refuseReleased } from './hold-row.js';

/** Looking at holds again. What a hold keeps never hangs on its review date, so no gate is passed. */
@Injectable()
export class HoldReviews {
  constructor(
    private readonly database: DataSource,
    private readonly ownCase: HoldOwnCase,
    private readonly record: HoldRecord,
    private readonly history: HoldHistory,
  ) {}

  /**
   * Moves the day of the next review, on which the admins are mailed anew.
   * @throws Problem 403 `own-case`, 404, 409 for a released hold, 422 for a day that has come
   */
  move(official: HoldOfficial, id: string, reviewOn: string, reason: string): Promise<Hold> {
    return this.database.transaction(async (manager) => {
      const hold = await lockHold(manager, id);
      await this.ownCase.refuse(manager, official.accountId, hold);
      refuseReleased(hold);
      const problems = this.record.problems({ reviewOn });
      if (problems.length > 0) throw invalidFields(...problems);
      await changeHold(manager, hold, { reviewOn });
      await this.history.record(manager, 'reviewed', hold, official, { reason, reviewOn });
      return hold;
    });
  }
}
