import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { SavedSearches } from '../../../audit/saved-searches.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { SavedSearchBody } from '../../api/audit-files-schemas.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { type SavedLine } from '../../layout/saved-list.js';
import { doneAt } from '../done-link.js';
import { readId } from '../path-id.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { AuditDesk } from './audit-desk.js';
import { filterValues } from './filter-values.js';
import { SavedPage } from './saved-page.js';
import { formOf, readSearch, searchParams } from './search-form.js';

/** The searches that an auditor keeps. */
@Controller('audit/saved')
@Allow('auditor')
export class SavedPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: AuditDesk,
    private readonly saved: SavedSearches,
  ) {}

  @Get()
  @Html()
  async list(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    return page(SavedPage({ frame, searches: await this.lines(frame, accountId), errors: [] }));
  }

  /** Posted by the page of the search, whose filters it holds. */
  @Post()
  async save(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const name = typed(request, 'name');
    const form = readSearch(request.body);
    try {
      const filter = this.desk.filter(await this.desk.settled(form));
      const body = checkForm(SavedSearchBody, { name, filter });
      await this.saved.save(accountId, body.name, body.filter);
      response.redirect(303, doneAt(this.frames.make(request), '/audit/saved', 'done.searchSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, { name: 'error.savedName' });
      const refused = { name, query: searchParams(form) };
      const searches = await this.lines(frame, accountId);
      showAgain(response, refusal, page(SavedPage({ frame, searches, refused, errors })));
    }
  }

  @Post(':id/delete')
  async remove(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.saved.remove(accountId, readId(id));
    response.redirect(303, doneAt(this.frames.make(request), '/audit/saved', 'done.searchDeleted'));
  }

  private async lines(frame: PageFrame, accountId: string): Promise<SavedLine[]> {
    return (await this.saved.list(accountId)).map(({ id, name, filter, createdAt }) => ({
      name,
      path: `/audit?${searchParams(formOf(filter, frame.zone)).toString()}`,
      deletePath: `/audit/saved/${id}/delete`,
      filters: filterValues(frame, filter),
      at: writtenInstant(createdAt, frame.locale, frame.zone),
    }));
  }
}
