import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { officeDay } from '../platform/clock/office-day.js';
import { Config } from '../platform/config/config.js';
import { retention } from '../policy/retention.js';
import { type Retained } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';

/** A collection of a source, by their ids. */
export interface LastingPlace {
  readonly source: string;
  readonly collection: string;
}

/** What a data map keeps without an end, and when that is looked at again. */
export interface LastingRetention extends LastingPlace, Retained {
  /** Since when it is kept here for this purpose and citation. */
  readonly since: Date;
  /** When somebody last found that it still must be kept, and their account; null before the first time. */
  readonly reviewedAt: Date | null;
  readonly reviewedBy: string | null;
  /** Local date of the next review. */
  readonly reviewOn: string;
}

/** How a review date is found again. */
export function lastingKey({ source, collection }: LastingPlace): string {
  return `${source}/${collection}`;
}

/** What the data maps in use keep without an end (P24): of each, since when and when it is reviewed. */
@Injectable()
export class LastingRetentions {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes down what is kept from now on. What was kept before stays as it was, unless its purpose or citation is another:
   * a review of the one says nothing about the other.
   */
  async record(): Promise<void> {
    await this.database.query(
      `INSERT INTO retention_reviews AS r (source, collection, purpose, citation, since, review_on)
       SELECT source, collection, purpose, citation, $2, $3
       FROM json_to_recordset($1::json) AS m (source text, collection text, purpose text, citation text)
       ORDER BY source, collection
       ON CONFLICT (source, collection) DO UPDATE SET purpose = excluded.purpose, citation = excluded.citation,
         since = excluded.since, review_on = excluded.review_on, reviewed_at = NULL, reviewed_by = NULL, told_on = NULL
       WHERE (r.purpose, r.citation) IS DISTINCT FROM (excluded.purpose, excluded.citation)`,
      [this.mapped(), this.clock.now(), this.nextReview()],
    );
  }

  /** Those to be reviewed first come first. */
  all(manager: EntityManager = this.database.manager): Promise<LastingRetention[]> {
    return manager.query<LastingRetention[]>(
      `SELECT source, collection, purpose, citation, since, reviewed_at AS "reviewedAt", reviewed_by AS "reviewedBy",
              review_on::text AS "reviewOn"
       FROM retention_reviews JOIN json_to_recordset($1::json) AS m (source text, collection text)
         USING (source, collection)
       ORDER BY review_on, source, collection`,
      [this.mapped()],
    );
  }

  /** The next reviews as local dates, by `lastingKey`. */
  async reviewDays(manager: EntityManager): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.all(manager)).map((one) => [lastingKey(one), one.reviewOn]));
  }

  /** How many should have been reviewed before today. */
  async overdue(manager: EntityManager): Promise<number> {
    const today = this.today();
    return (await this.all(manager)).filter(({ reviewOn }) => reviewOn < today).length;
  }

  /** Local date. */
  today(): string {
    return officeDay(this.clock.now(), this.config.zone);
  }

  /** The local date of the review after one that happens now. */
  nextReview(): string {
    return officeDay(new Date(this.clock.now().getTime() + retention.retentionReview), this.config.zone);
  }

  /** What is erased in by maps that keep it, as JSON. */
  private mapped(): string {
    const found = this.sources
      .erasable()
      .flatMap(({ id: source }) =>
        (this.sources.mapped(source) ?? [])
          .filter(({ lasting }) => lasting)
          .map(({ id: collection, retained }) => ({ source, collection, ...retained })),
      );
    return JSON.stringify(found);
  }
}
