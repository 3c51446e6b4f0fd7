import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler } from '../platform/jobs/job.js';
import { holdJobs } from './hold-jobs.js';
import { type DueReview, HoldMails } from './hold-mails.js';
import { officeDay } from '../platform/clock/office-day.js';

/** One mail names at most so many holds; the others come in further mails of the same run. */
const BATCH = 50;

/** Tells the admins, once for each date, that a hold is to be looked at again. */
@Injectable()
@Handles(holdJobs.reviewDue)
export class ReviewDue implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly mails: HoldMails,
  ) {}

  async run(): Promise<void> {
    while ((await this.tellOfSome()) === BATCH);
  }

  private tellOfSome(): Promise<number> {
    const today = officeDay(this.clock.now(), this.config.zone);
    return this.database.transaction(async (manager) => {
      const [due] = await manager.query<[DueReview[], number]>(
        `UPDATE holds SET review_told_on = review_on WHERE id IN (
           SELECT id FROM holds
           WHERE released_at IS NULL AND review_on <= $1 AND review_told_on IS DISTINCT FROM review_on
           ORDER BY review_on, id LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id, review_on::text AS "reviewOn", citation`,
        [today, BATCH],
      );
      if (due.length > 0) await this.mails.reviewDue(manager, due);
      return due.length;
    });
  }
}
