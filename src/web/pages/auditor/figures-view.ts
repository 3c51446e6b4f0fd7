import { DIRECTION, LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { FIGURE_OUTCOMES, type RequestMonth, type Volume } from '../../../requests/request-figures.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Chart, type ChartSeries } from '../charts/chart.js';

export const FIGURE_CHARTS = ['kinds', 'outcomes', 'deadlines', 'times'] as const;

export type FigureChart = (typeof FIGURE_CHARTS)[number];

/** One chart and the table of its numbers, in words: a column a series, a row a month. */
export interface Figure {
  readonly chart: FigureChart;
  readonly title: string;
  readonly months: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Columns of the table that the chart does not draw. */
  readonly beside: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export function presentFigures(frame: PageFrame, months: readonly RequestMonth[]): Figure[] {
  const names = months.map(({ month }) => monthName(frame, month));
  return FIGURE_CHARTS.map((chart) => ({
    chart,
    title: wordsOf(frame)(`figures.${chart}`),
    months: names,
    series: seriesOf(frame, chart, months),
    beside: besideOf(frame, chart, months),
  }));
}

/** What the chart draws. */
export function chartOf(
  frame: PageFrame,
  { chart, title, months, series }: Figure,
  size: { readonly width: number; readonly height: number },
): Chart {
  return {
    title,
    labels: months,
    series,
    direction: DIRECTION[frame.locale],
    stacked: chart !== 'times',
    writeNumber: (count) => wordsOf(frame)('figures.number', { count }),
    ...size,
  };
}

function seriesOf(frame: PageFrame, chart: FigureChart, months: readonly RequestMonth[]): ChartSeries[] {
  const say = wordsOf(frame);
  const sums = (name: string, of: (volume: Volume) => number): ChartSeries => ({
    name,
    values: months.map(({ volumes }) => sum(volumes, of)),
  });
  switch (chart) {
    case 'kinds':
      return REQUEST_KINDS.map((kind) =>
        sums(say(`office.kind.${kind}`), (volume) => (volume.kind === kind ? volume.requests : 0)),
      );
    case 'outcomes':
      return FIGURE_OUTCOMES.map((outcome) =>
        sums(say(`figures.outcome.${outcome}`), (volume) =>
          volume.outcome === outcome ? volume.requests : 0,
        ),
      );
    case 'deadlines':
      return [
        { ...sums(say('figures.kept'), ({ kept }) => kept), tone: 'good' },
        { ...sums(say('figures.missed'), ({ missed }) => missed), tone: 'bad' },
      ];
    case 'times':
      return (['half', 'threeQuarters', 'nineTenths', 'nearlyAll'] as const).map((share) => ({
        name: say(`figures.${share}`),
        values: months.map((month) => month[share]),
      }));
  }
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

function sum(volumes: readonly Volume[], of: (volume: Volume) => number): number {
  return volumes.reduce((all, volume) => all + of(volume), 0);
}

function monthName({ locale }: PageFrame, month: string): string {
  const format = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    year: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  return format.format(new Date(`${month}T12:00:00Z`));
}
