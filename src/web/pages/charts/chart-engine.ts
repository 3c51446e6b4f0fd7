import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { textWidth } from './text-width.js';
import { type ChartOption } from './chart-option.js';

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);
// There is no canvas here to measure with, and what the library guesses is twice too wide for Arabic.
setPlatformAPI({ measureText: (text, font) => ({ width: textWidth(text, font) }) });

/** Draws without a browser. The chart is disposed of, or it would stay in the library's own list for good. */
export function renderSvg(option: ChartOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
