import { DIRECTION } from '../../../platform/i18n/locale.js';
import { writtenMonth } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type MonthlyNumbers } from '../charts/chart-numbers.js';
import { type Chart } from '../charts/chart.js';
import { type OfficeMonth } from './office-months.js';

/** The charts of the dashboard, by the last part of their paths, with what each draws of a month. */
const CHARTS = {
  months: ['received', 'answered', 'late'],
  time: ['half', 'most'],
} as const;

export type DashboardChart = keyof typeof CHARTS;

export function isDashboardChart(text: string): text is DashboardChart {
  return Object.hasOwn(CHARTS, text);
}

export function chartPath(chart: DashboardChart): string {
  return `/admin/charts/${chart}`;
}

export function chartNumbers(chart: DashboardChart, months: readonly OfficeMonth[]): MonthlyNumbers {
  return {
    months: months.map(({ month }) => month),
    series: CHARTS[chart].map((name) => months.map((month) => month[name])),
  };
}

/** What a chart draws; its numbers stand in the table under it. */
export function presentChart(
  frame: PageFrame,
  chart: DashboardChart,
  { months, series }: MonthlyNumbers,
  size: { readonly width: number; readonly height: number },
): Chart {
  const say = wordsOf(frame);
  return {
    title: say(chart === 'months' ? 'dashboard.months' : 'dashboard.time'),
    labels: months.map((month) => writtenMonth(month, frame.locale)),
    series: CHARTS[chart].map((name, index) => ({
      name: say(`dashboard.${name}`),
      values: series[index] ?? [],
      tone: name === 'late' ? 'bad' : undefined,
    })),
    direction: DIRECTION[frame.locale],
    ...size,
  };
}
