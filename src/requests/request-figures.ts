import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { ANSWERS } from './answers.js';

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

/** A volume with what is known of its month; without one where the month has none. */
interface FigureRow extends AnswerTimes, Omit<Volume, 'kind'> {
  readonly month: string;
  readonly kind: RequestKind | null;
}

/** What the office's work is judged by, for admins and auditors alike: one question, whatever the size. */
@Injectable()
export class RequestFigures {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The last twelve months, oldest first, the present one included. Requests that nobody confirmed count nowhere. */
  async months(): Promise<RequestMonth[]> {
    const rows = await this.database.query<FigureRow[]>(FIGURES, [this.clock.now(), this.config.zone]);
    const names = [...new Set(rows.map(({ month }) => month))];
    return names.map((name) => monthOf(rows.filter(({ month }) => month === name)));
  }
}

/** @param rows of one month: at least one */
function monthOf(rows: readonly FigureRow[]): RequestMonth {
  const [first] = rows;
  if (first === undefined) throw new Error('A month has no row.');
  const { month, answered, half, threeQuarters, nineTenths, nearlyAll } = first;
  const volumes = rows.flatMap(({ kind, outcome, requests, kept, missed }) =>
    kind === null ? [] : [{ kind, outcome, requests, kept, missed }],
  );
  return { month, volumes, answered, half, threeQuarters, nineTenths, nearlyAll };
}

/** What became of a request `r`, as SQL. */
export const OUTCOME = `CASE WHEN r.state IN ('deferred', 'refused', 'withdrawn') THEN r.state
  WHEN r.state IN ('completed', 'ready', 'expired') THEN 'completed' ELSE 'open' END`;

/** True of requests `r` with their answers `a` that somebody confirmed, as SQL. */
export const COUNTED = `r.state <> 'unconfirmed' AND NOT (r.state = 'expired' AND a.at IS NULL)`;

/**
 * $1 now, $2 the office's zone. A month without requests still has its row. The months are a list of known length, since a
 * series of unknown length makes the planner expect thousands; a request's month is found among their beginnings, which is
 * quicker than asking for its local time.
 */
const FIGURES = `
  WITH months AS (
    SELECT place, m::date AS month, m AT TIME ZONE $2 AS begins
    FROM (SELECT place, date_trunc('month', $1::timestamptz AT TIME ZONE $2) - make_interval(months => 12 - place) AS m
          FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) AS place) AS each
  ), answers AS (
    SELECT request_id, min(at) AS at FROM request_steps WHERE ${ANSWERS} GROUP BY request_id
  ), asked AS (
    SELECT width_bucket(r.received_at, (SELECT array_agg(begins ORDER BY begins) FROM months)) AS place, r.kind, r.due_at,
           a.at AS answered_at,
           ${OUTCOME} AS outcome,
           date_part('epoch', a.at - r.received_at) / 86400 AS days
    FROM requests r LEFT JOIN answers a ON a.request_id = r.id
    WHERE r.received_at >= (SELECT min(begins) FROM months)
      AND ${COUNTED}
  ), volumes AS (
    SELECT place, kind, outcome, count(*)::int AS requests,
           count(*) FILTER (WHERE answered_at <= due_at)::int AS kept,
           count(*) FILTER (WHERE answered_at > due_at
             OR (answered_at IS NULL AND outcome = 'open' AND due_at < $1))::int AS missed
    FROM asked GROUP BY place, kind, outcome
  ), times AS (
    SELECT place, count(*)::int AS answered, percentile_cont(ARRAY[0.5, 0.75, 0.9, 0.95]) WITHIN GROUP (ORDER BY days) AS days
    FROM asked WHERE answered_at IS NOT NULL GROUP BY place
  )
  SELECT m.month::text AS month, v.kind, v.outcome, v.requests, v.kept, v.missed, coalesce(t.answered, 0) AS answered,
         round(t.days[1]::numeric, 1)::float AS half, round(t.days[2]::numeric, 1)::float AS "threeQuarters",
         round(t.days[3]::numeric, 1)::float AS "nineTenths", round(t.days[4]::numeric, 1)::float AS "nearlyAll"
  FROM months m LEFT JOIN volumes v USING (place) LEFT JOIN times t USING (place) ORDER BY m.month, v.kind, v.outcome`;
