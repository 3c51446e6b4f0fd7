import { Injectable } from '@nestjs/common';
import { OfficeFigures, type OpenFigures } from '../../../requests/office-figures.js';
import { RequestFigures } from '../../../requests/request-figures.js';
import { RequestQueue } from '../../../requests/request-queue.js';
import { type PageFrame } from '../../layout/frame.js';
import { CaseDesk } from './case-desk.js';
import { type OfficeMonth, officeMonths } from './office-months.js';
import { presentRow, type QueueRow } from './queue-view.js';

/** Cases with the least time left that the dashboard shows. */
const NEXT = 8;

/** Collects what the dashboard shows. */
@Injectable()
export class DashboardCollection {
  constructor(
    private readonly work: OfficeFigures,
    private readonly figures: RequestFigures,
    private readonly queue: RequestQueue,
    private readonly desk: CaseDesk,
  ) {}

  /** @param viewer the admin who looks, by account id */
  async of(
    frame: PageFrame,
    viewer: string,
  ): Promise<{
    readonly open: OpenFigures;
    readonly rows: readonly QueueRow[];
    readonly months: readonly OfficeMonth[];
  }> {
    const open = await this.work.open();
    const { items, held } = await this.queue.show({ viewer }, NEXT);
    const context = { ...(await this.desk.context(frame)), held };
    return {
      open,
      rows: items.map((one) => presentRow(context, one)),
      months: officeMonths(await this.figures.months()),
    };
  }
}
