import { barsOption, type ChartOption, linesOption } from './chart-option.js';
import { finishSvg } from './chart-svg.js';
import { type Chart } from './chart.js';

/** The chart's bars as an SVG document, named by its title. */
export function drawBars(chart: Chart): Promise<string> {
  return draw(chart, barsOption(chart));
}

/** The chart's lines as an SVG document, named by its title. */
export function drawLines(chart: Chart): Promise<string> {
  return draw(chart, linesOption(chart));
}

/** The drawing library takes long to load, so it comes with the first chart and not with the start of the process. */
async function draw(chart: Chart, option: ChartOption): Promise<string> {
  const { renderSvg } = await import('./chart-engine.js');
  return finishSvg(renderSvg(option, chart.width, chart.height), chart.title);
}
