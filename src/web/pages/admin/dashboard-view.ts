import { writtenMonth } from '../../../platform/i18n/dates.js';
import { type OpenFigures } from '../../../requests/office-figures.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type PageKey } from '../../words/words.js';
import { type DashboardChart } from './dashboard-charts.js';
import { type OfficeMonth } from './office-months.js';
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
  /** Where the images of the charts are. */
  readonly charts: Readonly<Record<DashboardChart, string>>;
}

/** A month in words. */
export interface MonthRow extends Omit<OfficeMonth, 'month'> {
  readonly name: string;
}

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

export function presentMonths({ locale }: PageFrame, months: readonly OfficeMonth[]): MonthRow[] {
  return months.map(({ month, ...figures }) => ({ ...figures, name: writtenMonth(month, locale) }));
}
