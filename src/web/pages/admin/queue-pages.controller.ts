import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { RequestBulk } from '../../../requests/request-bulk.js';
import { BulkBody } from '../../api/case-work-schemas.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { checkForm, refusalOf, showAgain, typed, typedAll } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { BulkPage } from './bulk-page.js';
import { presentBulk } from './bulk-view.js';
import { QueuePage } from './queue-page.js';
import { type AskedQueue, QueuePages } from './queue-pages.js';
import { filterQuery, filterValues, namesPerson, readFilters } from './queue-query.js';
import { queuePath } from './ready-views.js';

/** The queue, and what is done to many of its cases at once. */
@Controller('admin/requests')
@Allow('admin')
export class QueuePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: QueuePages,
    private readonly bulk: RequestBulk,
  ) {}

  @Get()
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { cursor } = request.query;
    await this.answer(request, response, accountId, {
      values: filterValues(request.query),
      cursor: typeof cursor === 'string' ? cursor : undefined,
    });
  }

  /** What the filters find: at an address of its own, unless a person is looked for. */
  @Post()
  async find(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const values = filterValues((request.body ?? {}) as Readonly<Record<string, unknown>>);
    if (!namesPerson(values))
      return response.redirect(303, linkTo(this.frames.make(request), queuePath(values)));
    const cursor = typed(request, 'cursor');
    response.status(200);
    await this.answer(request, response, accountId, {
      values,
      cursor: cursor === '' ? undefined : cursor,
    });
  }

  /** Where some cases stay as they were, the answer says which, and why. */
  @Post('bulk')
  async many(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const back = filterQuery(readFilters(typed(request, 'filters')));
    const references = typedAll(request, 'reference');
    const action = typed(request, 'action');
    if (references.length === 0) back.set('done', 'queue.nothing');
    else {
      const form = checkForm(BulkBody, { action, references });
      const official = { accountId, origin: originOf(request) };
      const outcome = await this.bulk.act(official, form.action, form.references);
      if (outcome.skipped.length > 0) {
        const view = presentBulk(await this.frames.of(request), form.action, outcome, pathOf(back));
        response
          .status(200)
          .type('html')
          .send(page(BulkPage(view)));
        return;
      }
      back.set('done', `queue.${form.action}`);
    }
    response.redirect(303, linkTo(this.frames.make(request), pathOf(back)));
  }

  private async answer(
    request: Request,
    response: Response,
    accountId: string,
    asked: AskedQueue,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    try {
      const view = await this.pages.show(frame, accountId, asked);
      response.type('html').send(page(QueuePage(view)));
    } catch (error) {
      const refusal = refusalOf(error);
      const view = await this.pages.refused(frame, accountId, asked, refusal);
      showAgain(response, refusal, page(QueuePage(view)));
    }
  }
}

function pathOf(query: URLSearchParams): string {
  return query.size === 0 ? '/admin/requests' : `/admin/requests?${query.toString()}`;
}
