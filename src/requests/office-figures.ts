import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { QueueNarrowing, SECOND_APPROVAL, UNANSWERED } from './queue-narrowing.js';
import { type RequestState } from './request-kinds.js';

/** Open cases, counted. */
export interface OpenFigures {
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
  readonly second: number;
  readonly unassigned: number;
  readonly waiting: number;
  readonly failed: number;
  readonly states: readonly { readonly state: RequestState; readonly cases: number }[];
}

/** One month where the office is. */
export interface MonthFigures {
  /** Its first day, `2026-03-01`. */
  readonly month: string;
  readonly received: number;
  readonly answered: number;
  readonly late: number;
  /** Days within which half of the answered cases, and nine of ten, came to their end; null where there were none. */
  readonly half: number | null;
  readonly most: number | null;
}

interface StateRow {
  readonly state: RequestState;
  readonly cases: number;
  readonly overdue: number;
  readonly soon: number;
  readonly second: number;
  readonly unassigned: number;
}

/** What the office counts its work by: two questions, whatever the size. */
@Injectable()
export class OfficeFigures {
  constructor(
    private readonly database: DataSource,
    private readonly narrowing: QueueNarrowing,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async open(): Promise<OpenFigures> {
    const second = SECOND_APPROVAL.replace(':needed', '$3::integer');
    const rows = await this.database.query<StateRow[]>(
      `SELECT r.state, count(*)::int AS cases,
              count(*) FILTER (WHERE r.due_at < $1 AND ${UNANSWERED})::int AS overdue,
              count(*) FILTER (WHERE r.due_at >= $1 AND r.due_at < $2 AND ${UNANSWERED})::int AS soon,
              count(*) FILTER (WHERE ${second})::int AS second,
              count(*) FILTER (WHERE r.assignee IS NULL)::int AS unassigned
       FROM requests r WHERE r.closed_at IS NULL AND r.state <> 'unconfirmed'
       GROUP BY r.state ORDER BY cases DESC, r.state`,
      [this.clock.now(), this.narrowing.soonEnds(), this.config.approvals],
    );
    const sum = (of: (row: StateRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
    const inState = (state: RequestState): number => rows.find((row) => row.state === state)?.cases ?? 0;
    return {
      open: sum(({ cases }) => cases),
      overdue: sum(({ overdue }) => overdue),
      soon: sum(({ soon }) => soon),
      second: sum((row) => row.second),
      unassigned: sum(({ unassigned }) => unassigned),
      waiting: inState('awaiting_information'),
      failed: inState('failed'),
      states: rows.map(({ state, cases }) => ({ state, cases })),
    };
  }

  /** The last twelve months, oldest first, the present one included. Requests that nobody confirmed count nowhere. */
  months(): Promise<MonthFigures[]> {
    return this.database.query<MonthFigures[]>(MONTHLY, [this.clock.now(), this.config.zone]);
  }
}

/** $1 now, $2 the office's zone. A list of known length, since a series of unknown length makes the planner expect millions. */
const MONTHLY = `
  WITH months AS (
    SELECT m::date AS month, m AT TIME ZONE $2 AS begins, (m + interval '1 month') AT TIME ZONE $2 AS ends
    FROM (SELECT date_trunc('month', $1::timestamptz AT TIME ZONE $2) - make_interval(months => i) AS m
          FROM unnest(ARRAY[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) AS i) AS each
  ), came AS (
    SELECT date_trunc('month', r.received_at AT TIME ZONE $2)::date AS month, count(*)::int AS received
    FROM requests r
    WHERE r.received_at >= (SELECT min(begins) FROM months)
      AND r.state <> 'unconfirmed' AND NOT (r.state = 'expired' AND r.approvals = 0)
    GROUP BY 1
  ), ended AS (
    SELECT date_trunc('month', r.closed_at AT TIME ZONE $2)::date AS month, count(*)::int AS answered,
           count(*) FILTER (WHERE r.closed_at > r.due_at)::int AS late,
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
             ORDER BY extract(epoch FROM r.closed_at - r.received_at) / 86400) AS days
    FROM requests r
    WHERE r.closed_at >= (SELECT min(begins) FROM months) AND r.state IN ('completed', 'refused')
    GROUP BY 1
  )
  SELECT m.month::text AS month, coalesce(c.received, 0) AS received, coalesce(e.answered, 0) AS answered,
         coalesce(e.late, 0) AS late, round(e.days[1]::numeric, 1)::float AS half, round(e.days[2]::numeric, 1)::float AS most
  FROM months m LEFT JOIN came c USING (month) LEFT JOIN ended e USING (month) ORDER BY m.month`;
