import { describe, expect, it } from 'vitest';
import { type Chart } from '../../../src/web/pages/charts/chart.js';
import { drawBars, drawLines } from '../../../src/web/pages/charts/draw-chart.js';

const chart: Chart = {
  title: 'Requests by "month" & <kind>',
  labels: ['June', 'July <b>', 'August'],
  series: [
    { name: 'Copies', values: [3, 5, 2] },
    { name: 'Erasures', values: [1, 0, 4] },
  ],
  direction: 'ltr',
  width: 600,
  height: 300,
};

/** Where each text stands: its distance from the left edge. */
function places(svg: string): Map<string, number> {
  const texts = svg.matchAll(
    /<text[^>]*?(?: x="([\d.-]+)")?[^>]*? transform="translate\(([\d.-]+) [^)]*\)"[^>]*>([^<]*)</g,
  );
  return new Map([...texts].map(([, x, moved, text]) => [text ?? '', Number(x ?? 0) + Number(moved)]));
}

describe('a chart', () => {
  it('is one image with a name, and holds no text that could be markup', async () => {
    const svg = await drawBars(chart);
    expect(svg).toMatch(/^<svg role="img" aria-label="Requests by &quot;month&quot; &amp; &lt;kind&gt;" /);
    expect(svg).toContain('<title>Requests by &quot;month&quot; &amp; &lt;kind&gt;</title>');
    expect(svg).toContain('July &lt;b&gt;');
    expect(svg).not.toContain('<b>');
  });

  it('has neither styles nor classes nor anything that loads', async () => {
    for (const svg of [await drawBars(chart), await drawLines(chart)]) {
      expect(svg).not.toMatch(/<style|style=|class=|ecmeta|<script|<image|href=|url\((?!#)/);
    }
  });

  it('starts at the left in languages that do, and at the right in Arabic', async () => {
    const left = places(await drawBars({ ...chart, stacked: true }));
    expect(left.get('June')).toBeLessThan(left.get('August') ?? 0);
    expect(left.get('Copies')).toBeLessThan(left.get('Erasures') ?? 0);
    expect(left.get('5')).toBeLessThan(left.get('June') ?? 0);
    const right = places(
      await drawBars({
        ...chart,
        direction: 'rtl',
        labels: ['يونيو', 'يوليوز', 'غشت'],
        series: [
          { name: 'نسخ', values: [30, 50, 20] },
          { name: 'محو', values: [10, 0, 40] },
        ],
      }),
    );
    const isolated = (text: string) => right.get(`\u2067${text}\u2069`) ?? 0;
    expect(isolated('يونيو')).toBeGreaterThan(isolated('غشت'));
    expect(isolated('نسخ')).toBeGreaterThan(isolated('محو'));
  });

  it('tells its series apart without colour', async () => {
    expect(await drawBars(chart)).toContain('<pattern');
    expect(await drawLines(chart)).toContain('stroke-dasharray');
  });

  it('writes numbers as it is told, and draws a chart of nothing', async () => {
    const written = await drawBars({ ...chart, writeNumber: (value) => `${value} %` });
    expect(written).toContain('>5 %<');
    expect(await drawBars({ ...chart, labels: [], series: [] })).toContain('<svg');
    expect(await drawLines({ ...chart, series: [{ name: 'a', values: [null, 1, null] }] })).toContain('<svg');
  });
});
