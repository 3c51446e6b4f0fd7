import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { QueueViews } from '../../../requests/queue-views.js';
import { QueueViewBody } from '../../api/queue-view-schemas.js';
import { keptFilter } from '../../api/view-filters.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { QueueDesk } from './queue-desk.js';
import { readFilters } from './queue-query.js';
import { presentSaved } from './saved-views.js';
import { ViewsPage } from './views-page.js';

/** The views of the queue that admins keep. */
@Controller('admin/views')
@Allow('admin')
export class ViewPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: QueueDesk,
    private readonly views: QueueViews,
  ) {}

  @Get()
  @Html()
  async list(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const views = presentSaved(frame, await this.desk.of(accountId));
    return page(ViewsPage({ frame, views, errors: [] }));
  }

  /** Posted by the queue, whose filters it holds. */
  @Post()
  async save(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const refused = {
      name: typed(request, 'name'),
      filters: typed(request, 'filters'),
      shared: typed(request, 'shared') === 'true',
    };
    const desk = await this.desk.of(accountId);
    try {
      const { name, shared } = refused;
      const body = checkForm(QueueViewBody, { name, shared, filter: readFilters(refused.filters) });
      await this.views.save(accountId, { ...body, filter: keptFilter(body.filter, desk.admins) });
      response.redirect(303, doneAt(this.frames.make(request), '/admin/views', 'done.viewSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, { name: 'error.savedName' });
      const views = presentSaved(frame, desk);
      showAgain(response, refusal, page(ViewsPage({ frame, views, refused, errors })));
    }
  }

  @Post(':id/delete')
  async remove(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.views.remove(accountId, readId(id));
    response.redirect(303, doneAt(this.frames.make(request), '/admin/views', 'done.viewDeleted'));
  }
}
