import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { type Problem } from '../../../platform/http/problem.js';
import { RequestQueue } from '../../../requests/request-queue.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { filterQuery, type FilterValues, queueFilter } from './queue-query.js';
import { presentChoices, presentRow, type QueueRow, type QueueView } from './queue-view.js';
import { assignees, QueueDesk, type Desk } from './queue-desk.js';
import { presentViews } from './ready-views.js';

/** Cases on one page of the queue, unless the screen options say otherwise. */
const PAGE = 50;

function rowsOf({ screen }: PageFrame): number {
  return screen?.rows ?? PAGE;
}

/** What an address asks of the queue. */
export interface AskedQueue {
  readonly values: FilterValues;
  readonly cursor?: string;
}

/** Collects what the pages of the queue show. */
@Injectable()
export class QueuePages {
  constructor(
    private readonly queue: RequestQueue,
    private readonly desk: QueueDesk,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 for filters or a cursor that cannot be used */
  async show(frame: PageFrame, viewer: string, asked: AskedQueue): Promise<QueueView> {
    const desk = await this.desk.of(viewer);
    const { admins } = desk;
    const filter = { ...queueFilter(asked.values, assignees(admins, viewer)), viewer };
    const { items, next, held } = await this.queue.show(filter, rowsOf(frame), asked.cursor);
    const context = { frame, admins, held, now: this.clock.now(), approvals: this.config.approvals };
    const rows = items.map((request) => presentRow(context, request));
    return this.view(frame, desk, asked, { rows, next: next ?? undefined });
  }

  /** The page with its filters, where they cannot be used. */
  async refused(frame: PageFrame, viewer: string, asked: AskedQueue, refusal: Problem): Promise<QueueView> {
    const desk = await this.desk.of(viewer);
    const message = wordsOf(frame)('queue.refused');
    const [wrong] = refusal.errors.map(({ pointer }) => pointer.replace(/^\?/, ''));
    return this.view(frame, desk, asked, { rows: [], errors: [{ field: wrong ?? 'q', message }] });
  }

  private view(
    frame: PageFrame,
    { admins, saved }: Desk,
    { values, cursor }: AskedQueue,
    found: {
      readonly rows: readonly QueueRow[];
      readonly next?: string;
      readonly errors?: readonly FieldError[];
    },
  ): QueueView {
    return {
      frame,
      errors: found.errors ?? [],
      values,
      query: filterQuery(values),
      choices: presentChoices(frame, admins, values),
      views: presentViews(frame, values, saved, admins),
      saveable: found.errors === undefined && Object.keys(values).length > 0 && values.q === undefined,
      rows: found.rows,
      perPage: rowsOf(frame),
      first: cursor === undefined,
      next: found.next,
    };
  }
}
