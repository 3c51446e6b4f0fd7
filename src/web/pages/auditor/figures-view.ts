import { writtenMonth } from '../../../platform/i18n/dates.js';
import { type RequestMonth, type Volume } from '../../../requests/request-figures.js';
import { type YearTotal } from '../../../requests/request-totals.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type MonthlyNumbers } from '../charts/chart-numbers.js';
import { type ChartSeries } from '../charts/chart.js';
import { chartNumbers, chartPath, FIGURE_CHARTS, type FigureChart, seriesOf, sum } from './figure-charts.js';

/** One chart and the table of its numbers, in words: a column a series, a row a month. */
export interface Figure {
  readonly chart: FigureChart;
  readonly title: string;
  /** Where the chart's image is. */
  readonly path: string;
  readonly months: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Columns of the table that the chart does not draw. */
  readonly beside: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** @param link makes the address of a chart out of its path and what it draws */
export function presentFigures(
  frame: PageFrame,
  months: readonly RequestMonth[],
  link: (path: string, numbers: MonthlyNumbers) => string,
): Figure[] {
  const names = months.map(({ month }) => writtenMonth(month, frame.locale));
  return FIGURE_CHARTS.map((chart) => {
    const numbers = chartNumbers(chart, months);
    return {
      chart,
      title: wordsOf(frame)(`figures.${chart}`),
      path: link(chartPath(chart), numbers),
      months: names,
      series: seriesOf(frame, chart, numbers),
      beside: besideOf(frame, chart, months),
    };
  });
}

function besideOf(frame: PageFrame, chart: FigureChart, months: readonly RequestMonth[]): Figure['beside'] {
  const say = wordsOf(frame);
  const number = (count: number): string => say('figures.number', { count });
  if (chart === 'times') {
    return [{ name: say('figures.answered'), values: months.map(({ answered }) => number(answered)) }];
  }
  if (chart === 'deadlines') {
    return [{ name: say('figures.share'), values: months.map(({ volumes }) => shareKept(frame, volumes)) }];
  }
  return [
    {
      name: say('figures.total'),
      values: months.map(({ volumes }) => number(sum(volumes, ({ requests }) => requests))),
    },
  ];
}

function shareKept(frame: PageFrame, volumes: readonly Volume[]): string {
  const kept = sum(volumes, (volume) => volume.kept);
  const all = kept + sum(volumes, ({ missed }) => missed);
  return all === 0 ? '' : wordsOf(frame)('figures.percent', { share: kept / all });
}

/** Requests of one year and kind whose cases are gone, in words. */
export interface YearLine {
  readonly year: string;
  readonly kind: string;
  readonly requests: string;
  readonly kept: string;
  readonly missed: string;
}

export function presentYears(frame: PageFrame, years: readonly YearTotal[]): YearLine[] {
  const say = wordsOf(frame);
  const number = (count: number): string => say('figures.number', { count });
  return years.map(({ year, kind, requests, kept, missed }) => ({
    year: String(year),
    kind: say(`office.kind.${kind}`),
    requests: number(requests),
    kept: number(kept),
    missed: number(missed),
  }));
}
