import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { notFound } from '../../../platform/http/problem.js';
import { OfficeFigures } from '../../../requests/office-figures.js';
import { RequestQueue } from '../../../requests/request-queue.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { chartSize } from '../charts/chart-image.js';
import { drawBars, drawLines } from '../charts/draw-chart.js';
import { PageFrames } from '../page-frames.js';
import { CaseDesk } from './case-desk.js';
import { DashboardPage } from './dashboard-page.js';
import { presentChart, presentFigures, presentMonths, presentStates } from './dashboard-view.js';
import { presentRow } from './queue-view.js';

/** Cases with the least time left that the dashboard shows. */
const NEXT = 8;

/** What admins see first. */
@Controller('admin')
@Allow('admin')
export class DashboardController {
  constructor(
    private readonly frames: PageFrames,
    private readonly figures: OfficeFigures,
    private readonly queue: RequestQueue,
    private readonly desk: CaseDesk,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const open = await this.figures.open();
    const { items, held } = await this.queue.show({ viewer: accountId }, NEXT);
    const context = { ...(await this.desk.context(frame)), held };
    return page(
      DashboardPage({
        frame,
        figures: presentFigures(frame, open),
        states: presentStates(frame, open),
        rows: items.map((one) => presentRow(context, one)),
        months: presentMonths(frame, await this.figures.months()),
      }),
    );
  }

  /** The charts are images: a page's own style rules would break them. */
  @Get('charts/:chart')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  async chart(
    @Param('chart') chart: string,
    @Query('size') size: unknown,
    @Req() request: Request,
  ): Promise<string> {
    if (chart !== 'months' && chart !== 'time') throw notFound();
    const frame = await this.frames.of(request);
    const months = presentMonths(frame, await this.figures.months());
    const drawn = presentChart(frame, chart, months, chartSize(size));
    return chart === 'months' ? drawBars(drawn) : drawLines(drawn);
  }
}
