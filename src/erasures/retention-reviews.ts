import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type HoldOfficial } from '../holds/hold.js';
import { Clock } from '../platform/clock/clock.js';
import { notFound } from '../platform/http/problem.js';
import {
  lastingKey,
  type LastingPlace,
  type LastingRetention,
  LastingRetentions,
} from './lasting-retentions.js';

/** Looking again at what is kept without an end. It is kept by its data map, whatever the date. */
@Injectable()
export class RetentionReviews {
  constructor(
    private readonly database: DataSource,
    private readonly lasting: LastingRetentions,
    private readonly clock: Clock,
    private readonly log: AuditLog,
  ) {}

  /**
   * Notes that it still must be kept, which is an event with its reason, and moves the next review.
   * @throws Problem 404 where no map in use keeps it without an end
   */
  async confirm(official: HoldOfficial, place: LastingPlace, reason: string): Promise<LastingRetention> {
    const { accountId, origin } = official;
    return this.database.transaction(async (manager) => {
      const known = await this.lasting.all(manager);
      const found = known.find((one) => lastingKey(one) === lastingKey(place));
      if (found === undefined) throw notFound();
      const { source, collection, purpose } = found;
      const [reviewedAt, reviewOn] = [this.clock.now(), this.lasting.nextReview()];
      await manager.query(
        `UPDATE retention_reviews SET reviewed_at = $3, reviewed_by = $4, review_on = $5
         WHERE source = $1 AND collection = $2`,
        [source, collection, reviewedAt, accountId, reviewOn],
      );
      await this.log.append(manager, {
        action: 'retention.reviewed',
        actor: { type: 'account', id: accountId },
        detail: { source, collection, purpose, reviewOn },
        values: { ...origin, reason },
      });
      return { ...found, reviewedAt, reviewedBy: accountId, reviewOn };
    });
  }
}
