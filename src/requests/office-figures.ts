import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { UNANSWERED } from './answers.js';
import { QueueNarrowing, SECOND_APPROVAL } from './queue-narrowing.js';
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

interface StateRow {
  readonly state: RequestState;
  readonly cases: number;
  readonly overdue: number;
  readonly soon: number;
  readonly second: number;
  readonly unassigned: number;
}

/** What the office counts its present work by: one question, whatever the size. What became of the past is `RequestFigures`. */
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
}
