import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { ANSWERS } from './answers.js';
import { COUNTED, OUTCOME } from './request-figures.js';

/** Requests of one year of receipt and one kind whose cases are gone. */
export interface YearTotal {
  readonly year: number;
  readonly kind: RequestKind;
  readonly requests: number;
  /** Answered by the due date. */
  readonly kept: number;
  /** Answered after it. */
  readonly missed: number;
}

/** What stays of cases that are removed by age: numbers a month, in which nobody can be found. */
@Injectable()
export class RequestTotals {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {}

  /** Counts cases in the transaction that removes them, before it does. Those that nobody confirmed count nowhere. */
  async add(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO request_totals AS t (month, kind, regime, outcome, requests, kept, missed)
       SELECT date_trunc('month', r.received_at AT TIME ZONE $2)::date, r.kind, r.regime, ${OUTCOME}, count(*),
              count(*) FILTER (WHERE a.at <= r.due_at), count(*) FILTER (WHERE a.at > r.due_at)
       FROM requests r LEFT JOIN (
         SELECT request_id, min(at) AS at FROM request_steps WHERE request_id = ANY ($1) AND ${ANSWERS} GROUP BY request_id
       ) a ON a.request_id = r.id
       WHERE r.id = ANY ($1) AND ${COUNTED} GROUP BY 1, 2, 3, 4
       ON CONFLICT (month, kind, regime, outcome) DO UPDATE SET
         requests = t.requests + excluded.requests, kept = t.kept + excluded.kept, missed = t.missed + excluded.missed`,
      [ids, this.config.zone],
    );
  }

  /** By year and kind, the oldest first: two dozen rows in three years. */
  async years(): Promise<YearTotal[]> {
    return this.database.query<YearTotal[]>(
      `SELECT extract(year FROM month)::int AS year, kind, sum(requests)::int AS requests, sum(kept)::int AS kept,
              sum(missed)::int AS missed
       FROM request_totals GROUP BY 1, 2 ORDER BY 1, 2`,
    );
  }
}
