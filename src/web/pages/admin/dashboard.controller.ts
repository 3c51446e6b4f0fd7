import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { notFound } from '../../../platform/http/problem.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { ChartNumbers } from '../charts/chart-numbers.js';
import { chartSize } from '../charts/chart-image.js';
import { drawBars, drawLines } from '../charts/draw-chart.js';
import { PageFrames } from '../page-frames.js';
import {
  chartNumbers,
  chartPath,
  type DashboardChart,
  isDashboardChart,
  presentChart,
} from './dashboard-charts.js';
import { DashboardCollection } from './dashboard-collection.js';
import { DashboardPage } from './dashboard-page.js';
import { presentFigures, presentMonths, presentStates } from './dashboard-view.js';
import { type OfficeMonth } from './office-months.js';

/** What admins see first. */
@Controller('admin')
@Allow('admin')
export class DashboardController {
  constructor(
    private readonly frames: PageFrames,
    private readonly collection: DashboardCollection,
    private readonly numbers: ChartNumbers,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const { open, rows, months } = await this.collection.of(frame, accountId);
    return page(
      DashboardPage({
        frame,
        figures: presentFigures(frame, open),
        states: presentStates(frame, open),
        rows,
        months: presentMonths(frame, months),
        charts: { months: this.link('months', months), time: this.link('time', months) },
      }),
    );
  }

  /** The charts are images: a page's own style rules would break them. */
  @Get('charts/:chart')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  async chart(
    @Param('chart') chart: string,
    @Query('size') size: unknown,
    @Query('numbers') given: unknown,
    @Req() request: Request,
  ): Promise<string> {
    if (!isDashboardChart(chart)) throw notFound();
    const numbers = this.numbers.of(chartPath(chart), given);
    const drawn = presentChart(await this.frames.of(request), chart, numbers, chartSize(size));
    return chart === 'months' ? drawBars(drawn) : drawLines(drawn);
  }

  private link(chart: DashboardChart, months: readonly OfficeMonth[]): string {
    return this.numbers.link(chartPath(chart), chartNumbers(chart, months));
  }
}
