import { type BarSeriesOption, type LineSeriesOption } from 'echarts/charts';
import { type GridComponentOption, type LegendComponentOption } from 'echarts/components';
import { type ComposeOption } from 'echarts/core';
import { type Chart, type ChartSeries } from './chart.js';
import { FONT, LINE, lookOf, PAPER, QUIET } from './chart-look.js';
import { textWidth } from './text-width.js';

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption
>;

const LEGEND_ROW = 26;
const LEGEND_MARK = 60;
const EDGE = 12;
/** Above this many bars beside each other, their numbers would run into each other. */
const MOST_NUMBERS = 24;
const RIGHT_TO_LEFT = '\u2067';
const END_OF_ISOLATE = '\u2069';

/** Bars beside each other, each with its number where there is room, or on each other. */
export function barsOption(chart: Chart): ChartOption {
  const bars = chart.series.length * chart.labels.length;
  const numbered = chart.stacked !== true && bars <= MOST_NUMBERS && bars * 30 < chart.width;
  const series = chart.series.map((one, place): BarSeriesOption => {
    const { colour, decal } = lookOf(place, one.tone);
    return {
      type: 'bar',
      name: isolated(chart, one.name),
      // A bar of no height would still draw its edge over the axis.
      data:
        chart.stacked === true ? one.values.map((value) => (value === 0 ? null : value)) : [...one.values],
      stack: chart.stacked === true ? 'all' : undefined,
      itemStyle: { color: colour, decal, borderColor: PAPER, borderWidth: chart.stacked === true ? 1 : 0 },
      barMaxWidth: 44,
      label: { show: numbered, position: 'top', ...FONT, formatter: ({ value }) => written(chart, value) },
      silent: true,
    };
  });
  // Bars beside each other are placed from the left whatever the direction of the axis.
  const mirrored = chart.direction === 'rtl' && chart.stacked !== true;
  return { ...ground(chart), series: mirrored ? series.reverse() : series };
}

export function linesOption(chart: Chart): ChartOption {
  const series = chart.series.map((one, place): LineSeriesOption => {
    const { colour, symbol, dash } = lookOf(place, one.tone);
    return {
      type: 'line',
      name: isolated(chart, one.name),
      data: [...one.values],
      symbol,
      symbolSize: 9,
      lineStyle: { color: colour, width: 3, type: dash },
      itemStyle: { color: colour },
      silent: true,
    };
  });
  return { ...ground(chart), series };
}

/** Everything but the series. */
function ground(chart: Chart): ChartOption {
  const mirrored = chart.direction === 'rtl';
  const legend = legendOf(chart);
  return {
    animation: false,
    backgroundColor: PAPER,
    textStyle: FONT,
    legend: legend.option,
    grid: {
      left: EDGE + 4,
      right: EDGE + 4,
      top: 28,
      bottom: legend.height + EDGE,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: chart.labels.map((label) => isolated(chart, label)),
      inverse: mirrored,
      axisLabel: { ...FONT, hideOverlap: true },
      axisLine: { lineStyle: { color: QUIET } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      position: mirrored ? 'right' : 'left',
      minInterval: 1,
      axisLabel: { ...FONT, color: QUIET, formatter: (value: number) => written(chart, value) },
      splitLine: { lineStyle: { color: LINE } },
    },
  };
}

/** Marks stand where reading starts. One series needs no legend: the title says what it is. */
function legendOf(chart: Chart): { option: LegendComponentOption; height: number } {
  if (chart.series.length < 2) return { option: { show: false }, height: 0 };
  const mirrored = chart.direction === 'rtl';
  const names = chart.series.map(({ name }) => isolated(chart, name));
  const oneRow = rowWidth(chart.series) < chart.width - 2 * EDGE;
  return {
    option: {
      // In rows, right-to-left names would begin in the last row; a column has one order for both.
      orient: oneRow ? 'horizontal' : 'vertical',
      data: mirrored && oneRow ? names.reverse() : names,
      align: mirrored ? 'right' : 'left',
      [mirrored ? 'right' : 'left']: EDGE,
      bottom: EDGE,
      height: oneRow ? undefined : LEGEND_ROW * chart.series.length,
      itemGap: oneRow ? 20 : 8,
      itemWidth: 26,
      itemHeight: 16,
      textStyle: FONT,
      selectedMode: false,
    },
    height: LEGEND_ROW * (oneRow ? 1 : chart.series.length) + EDGE,
  };
}

function rowWidth(series: readonly ChartSeries[]): number {
  return series.reduce((sum, { name }) => sum + textWidth(name, `${FONT.fontSize}px`) + LEGEND_MARK, 0);
}

/** An image has no direction of its own, so each text says its own. */
function isolated(chart: Chart, text: string): string {
  return chart.direction === 'rtl' ? `${RIGHT_TO_LEFT}${text}${END_OF_ISOLATE}` : text;
}

function written(chart: Chart, value: unknown): string {
  if (typeof value !== 'number') return '';
  return chart.writeNumber?.(value) ?? String(value);
}
