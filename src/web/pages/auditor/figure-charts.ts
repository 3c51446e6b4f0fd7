import { writtenMonth } from '../../../platform/i18n/dates.js';
import { DIRECTION } from '../../../platform/i18n/locale.js';
import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { FIGURE_OUTCOMES, type RequestMonth, type Volume } from '../../../requests/request-figures.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type MonthlyNumbers } from '../charts/chart-numbers.js';
import { type Chart, type ChartSeries } from '../charts/chart.js';

export const FIGURE_CHARTS = ['kinds', 'outcomes', 'deadlines', 'times'] as const;

export type FigureChart = (typeof FIGURE_CHARTS)[number];

const SHARES = ['half', 'threeQuarters', 'nineTenths', 'nearlyAll'] as const;

export function isFigureChart(text: string): text is FigureChart {
  return FIGURE_CHARTS.some((chart) => chart === text);
}

export function chartPath(chart: FigureChart): string {
  return `/audit/figures/charts/${chart}`;
}

export function chartNumbers(chart: FigureChart, months: readonly RequestMonth[]): MonthlyNumbers {
  return { months: months.map(({ month }) => month), series: valuesOf(chart, months) };
}

/** What the numbers of a chart are, in words. */
export function seriesOf(frame: PageFrame, chart: FigureChart, { series }: MonthlyNumbers): ChartSeries[] {
  return namesOf(frame, chart).map((named, index) => ({ ...named, values: series[index] ?? [] }));
}

export function presentChart(
  frame: PageFrame,
  chart: FigureChart,
  numbers: MonthlyNumbers,
  size: { readonly width: number; readonly height: number },
): Chart {
  const say = wordsOf(frame);
  return {
    title: say(`figures.${chart}`),
    labels: numbers.months.map((month) => writtenMonth(month, frame.locale)),
    series: seriesOf(frame, chart, numbers),
    direction: DIRECTION[frame.locale],
    stacked: chart !== 'times',
    writeNumber: (count) => say('figures.number', { count }),
    ...size,
  };
}

/** A month's volumes, summed by `of`. */
export function sum(volumes: readonly Volume[], of: (volume: Volume) => number): number {
  return volumes.reduce((all, volume) => all + of(volume), 0);
}

/** In the order of `namesOf`. */
function valuesOf(chart: FigureChart, months: readonly RequestMonth[]): (number | null)[][] {
  const sums = (of: (volume: Volume) => number) => months.map(({ volumes }) => sum(volumes, of));
  switch (chart) {
    case 'kinds':
      return REQUEST_KINDS.map((kind) => sums((volume) => (volume.kind === kind ? volume.requests : 0)));
    case 'outcomes':
      return FIGURE_OUTCOMES.map((outcome) =>
        sums((volume) => (volume.outcome === outcome ? volume.requests : 0)),
      );
    case 'deadlines':
      return [sums(({ kept }) => kept), sums(({ missed }) => missed)];
    case 'times':
      return SHARES.map((share) => months.map((month) => month[share]));
  }
}

function namesOf(frame: PageFrame, chart: FigureChart): Omit<ChartSeries, 'values'>[] {
  const say = wordsOf(frame);
  switch (chart) {
    case 'kinds':
      return REQUEST_KINDS.map((kind) => ({ name: say(`office.kind.${kind}`) }));
    case 'outcomes':
      return FIGURE_OUTCOMES.map((outcome) => ({ name: say(`figures.outcome.${outcome}`) }));
    case 'deadlines':
      return [
        { name: say('figures.kept'), tone: 'good' },
        { name: say('figures.missed'), tone: 'bad' },
      ];
    case 'times':
      return SHARES.map((share) => ({ name: say(`figures.${share}`) }));
  }
}
