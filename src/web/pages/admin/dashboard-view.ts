import { type Chart } from '../charts/chart.js';
import { DIRECTION, LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { type MonthFigures, type OpenFigures } from '../../../requests/office-figures.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type PageKey } from '../../words/words.js';
import { type QueueRow } from './queue-view.js';

/** A number with where its cases are listed. */
export interface DashboardFigure {
  readonly text: string;
  readonly count: number;
  readonly path: string;
}

export interface DashboardView {
  readonly frame: PageFrame;
  readonly figures: readonly DashboardFigure[];
  readonly states: readonly DashboardFigure[];
  readonly rows: readonly QueueRow[];
  readonly months: readonly MonthRow[];
}

/** A month in words. */
export interface MonthRow extends Omit<MonthFigures, 'month'> {
  readonly name: string;
}

/** The charts of the dashboard, by the last part of their paths. */
export type DashboardChart = 'months' | 'time';

export function presentFigures(frame: PageFrame, open: OpenFigures): DashboardFigure[] {
  const say = wordsOf(frame);
  const figure = (text: PageKey, count: number, query: string): DashboardFigure => ({
    text: say(text),
    count,
    path: query === '' ? '/admin/requests' : `/admin/requests?${query}`,
  });
  return [
    figure('dashboard.open', open.open, ''),
    figure('dashboard.overdue', open.overdue, 'due=overdue'),
    figure('dashboard.soon', open.soon, 'due=soon'),
    figure('dashboard.second', open.second, 'second=true'),
    figure('dashboard.unassigned', open.unassigned, 'assignee=none'),
    figure('dashboard.waiting', open.waiting, 'state=awaiting_information'),
    figure('dashboard.failed', open.failed, 'state=failed'),
  ];
}

export function presentStates(frame: PageFrame, { states }: OpenFigures): DashboardFigure[] {
  return states.map(({ state, cases }) => ({
    text: wordsOf(frame)(`office.state.${state}`),
    count: cases,
    path: `/admin/requests?state=${state}`,
  }));
}

export function presentMonths({ locale }: PageFrame, months: readonly MonthFigures[]): MonthRow[] {
  const format = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    year: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  return months.map(({ month, ...figures }) => ({
    ...figures,
    name: format.format(new Date(`${month}T12:00:00Z`)),
  }));
}

/** What a chart draws; its numbers stand in the table under it. */
export function presentChart(
  frame: PageFrame,
  chart: DashboardChart,
  months: readonly MonthRow[],
  size: { readonly width: number; readonly height: number },
): Chart {
  const say = wordsOf(frame);
  const series = (text: PageKey, of: (month: MonthRow) => number | null) => ({
    name: say(text),
    values: months.map(of),
  });
  return {
    title: say(chart === 'months' ? 'dashboard.months' : 'dashboard.time'),
    labels: months.map(({ name }) => name),
    series:
      chart === 'months'
        ? [
            series('dashboard.received', ({ received }) => received),
            series('dashboard.answered', ({ answered }) => answered),
            { ...series('dashboard.late', ({ late }) => late), tone: 'bad' },
          ]
        : [series('dashboard.half', ({ half }) => half), series('dashboard.most', ({ most }) => most)],
    direction: DIRECTION[frame.locale],
    ...size,
  };
}
