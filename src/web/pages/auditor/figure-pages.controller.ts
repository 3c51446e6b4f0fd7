import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { notFound } from '../../../platform/http/problem.js';
import { RequestTotals } from '../../../requests/request-totals.js';
import { RequestFigures } from '../../../requests/request-figures.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { ChartNumbers } from '../charts/chart-numbers.js';
import { chartSize } from '../charts/chart-image.js';
import { drawBars, drawLines } from '../charts/draw-chart.js';
import { PageFrames } from '../page-frames.js';
import { FiguresPage } from './figures-page.js';
import { chartPath, isFigureChart, presentChart } from './figure-charts.js';
import { presentFigures, presentYears } from './figures-view.js';

/** The office's work in numbers, for auditors. */
@Controller('audit/figures')
@Allow('auditor')
export class FigurePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly figures: RequestFigures,
    private readonly totals: RequestTotals,
    private readonly numbers: ChartNumbers,
  ) {}

  @Get()
  @Html()
  async show(@Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const figures = presentFigures(frame, await this.figures.months(), (path, numbers) =>
      this.numbers.link(path, numbers),
    );
    const years = presentYears(frame, await this.totals.years());
    return page(FiguresPage({ frame, figures, years }));
  }

  /** Shown as images, which have no part in the page's styles. */
  @Get('charts/:chart')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  async chart(
    @Param('chart') chart: string,
    @Query('size') size: unknown,
    @Query('numbers') given: unknown,
    @Req() request: Request,
  ): Promise<string> {
    if (!isFigureChart(chart)) throw notFound();
    const numbers = this.numbers.of(chartPath(chart), given);
    const drawn = presentChart(await this.frames.of(request), chart, numbers, chartSize(size));
    return chart === 'times' ? drawLines(drawn) : drawBars(drawn);
  }
}
