import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type RequestKind } from '../policy/request-kinds.js';

/** What became of requests. A copy that is ready counts as completed: it is the person who has not fetched it. */
export const FIGURE_OUTCOMES = ['completed', 'deferred', 'refused', 'withdrawn', 'open'] as const;

export type FigureOutcome = (typeof FIGURE_OUTCOMES)[number];

/** Requests of one month of receipt, of one kind and outcome. */
export interface Volume {
  readonly kind: RequestKind;
  readonly outcome: FigureOutcome;
  readonly requests: number;
  /** Answered by the due date. */
  readonly kept: number;
  /** Answered after it, or not answered although it is over. */
  readonly missed: number;
}

/** Days from receipt to the answer within which this share of the answered requests was answered. */
export interface AnswerTimes {
  readonly answered: number;
  readonly half: number | null;
  readonly threeQuarters: number | null;
  readonly nineTenths: number | null;
  readonly nearlyAll: number | null;
}

/** Requests that were received in one month where the office is. */
export interface RequestMonth extends AnswerTimes {
  /** Its first day, `2026-03-01`. */
  readonly month: string;
  readonly volumes: readonly Volume[];
}

const MONTHS = 12;

interface FigureRow extends AnswerTimes {
  readonly month: string;
  readonly kind: RequestKind | null;
  readonly outcome: FigureOutcome;
  readonly requests: number;
  readonly kept: number;
  readonly missed: number;
}

/** What auditors judge the office by: one question, whatever the size. */
@Injectable()
export class RequestFigures {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The last twelve months, oldest first, the present one included. Requests that nobody confirmed count nowhere. */
  async months(): Promise<RequestMonth[]> {
    const rows = await this.database.query<FigureRow[]>(FIGURES, [
      this.clock.now(),
      this.config.zone,
      MONTHS,
    ]);
    return rows.filter(({ kind }) => kind === null).map((month) => monthOf(month, rows));
  }
}

function monthOf(
  { month, answered, half, threeQuarters, nineTenths, nearlyAll }: FigureRow,
  rows: readonly FigureRow[],
): RequestMonth {
  const volumes = rows.flatMap(({ kind, outcome, requests, kept, missed, ...row }) =>
    kind !== null && row.month === month ? [{ kind, outcome, requests, kept, missed }] : [],
  );
  return { month, volumes, answered, half, threeQuarters, nineTenths, nearlyAll };
}

/**
 * $1 now, $2 the office's zone, $3 how many months. A request is answered with the first step that gives or refuses what
 * was asked for. A month without requests still has its row.
 */
const FIGURES = `
  WITH months AS (
    SELECT m::date AS month, m AT TIME ZONE $2 AS begins
    FROM generate_series(
      date_trunc('month', $1::timestamptz AT TIME ZONE $2) - make_interval(months => $3::int - 1),
      date_trunc('month', $1::timestamptz AT TIME ZONE $2), interval '1 month') AS m
  ), answers AS (
    SELECT request_id, min(at) AS at FROM request_steps
    WHERE step IN ('ready', 'completed', 'refused', 'deferred') GROUP BY request_id
  ), asked AS (
    SELECT date_trunc('month', r.received_at AT TIME ZONE $2)::date AS month, r.kind, r.due_at, a.at AS answered_at,
           CASE WHEN r.state IN ('deferred', 'refused', 'withdrawn') THEN r.state
                WHEN r.state IN ('completed', 'ready', 'expired') THEN 'completed' ELSE 'open' END AS outcome,
           extract(epoch FROM a.at - r.received_at) / 86400 AS days
    FROM requests r LEFT JOIN answers a ON a.request_id = r.id
    WHERE r.received_at >= (SELECT min(begins) FROM months)
      AND r.state <> 'unconfirmed' AND NOT (r.state = 'expired' AND a.at IS NULL)
  ), figures AS (
    SELECT month, kind, outcome, count(*)::int AS requests,
           count(*) FILTER (WHERE answered_at <= due_at)::int AS kept,
           count(*) FILTER (WHERE answered_at > due_at
             OR (answered_at IS NULL AND outcome = 'open' AND due_at < $1))::int AS missed,
           count(answered_at)::int AS answered,
           percentile_cont(ARRAY[0.5, 0.75, 0.9, 0.95]) WITHIN GROUP (ORDER BY days) AS days
    FROM asked GROUP BY GROUPING SETS ((month, kind, outcome), (month))
  ), whole AS (
    SELECT m.month, NULL AS kind, NULL AS outcome, coalesce(f.requests, 0) AS requests, coalesce(f.kept, 0) AS kept,
           coalesce(f.missed, 0) AS missed, coalesce(f.answered, 0) AS answered, f.days
    FROM months m LEFT JOIN figures f ON f.month = m.month AND f.kind IS NULL
  )
  SELECT month::text AS month, kind, outcome, requests, kept, missed, answered, round(days[1]::numeric, 1)::float AS half,
         round(days[2]::numeric, 1)::float AS "threeQuarters", round(days[3]::numeric, 1)::float AS "nineTenths",
         round(days[4]::numeric, 1)::float AS "nearlyAll"
  FROM (SELECT * FROM whole UNION ALL SELECT * FROM figures WHERE kind IS NOT NULL) f ORDER BY month, kind, outcome`;
