import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound } from '../../../platform/http/problem.js';
import { SourceTrials } from '../../../requests/source-trials.js';
import { type SourceGuide, SourceGuides } from '../../../sources/source-guide.js';
import { SourceStates } from '../../../sources/source-states.js';
import { Sources } from '../../../sources/sources.js';
import { SourceTrialBody } from '../../api/source-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { SourcePage } from './source-page.js';
import { presentSourcePage } from './source-view.js';
import { SourcesPage } from './sources-page.js';
import { presentSources } from './sources-view.js';

/** Sources to look at and to try; they are configured by the operator. */
@Controller('admin/sources')
@Allow('admin')
export class SourcePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly states: SourceStates,
    private readonly guides: SourceGuides,
    private readonly sources: Sources,
    private readonly trials: SourceTrials,
  ) {}

  @Get()
  @Html()
  async list(@Req() request: Request): Promise<string> {
    const states = await this.states.all();
    return page(SourcesPage(presentSources(await this.frames.of(request), states, this.sources.manual())));
  }

  @Get(':id')
  @Html()
  async one(@Param('id') id: string, @Req() request: Request): Promise<string> {
    const guide = await this.guide(id);
    return page(SourcePage(presentSourcePage(await this.frames.of(request), guide)));
  }

  /** The address is posted and answered, so that no address of a page keeps it. */
  @Post(':id')
  @HttpCode(200)
  async try(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const given = typed(request, 'email');
    try {
      const { email } = checkForm(SourceTrialBody, { email: given });
      const held = await this.trials.try({ accountId, origin: originOf(request) }, id, email);
      const view = presentSourcePage(frame, await this.guide(id), { email, held });
      response.type('html').send(page(SourcePage(view)));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { email: 'error.email' });
      const tried = { email: given, errors, waitMinutes: waitMinutes(refusal) };
      const view = presentSourcePage(frame, await this.guide(id), tried);
      showAgain(response, refusal, page(SourcePage(view)));
    }
  }

  private async guide(id: string): Promise<SourceGuide> {
    const guide = await this.guides.of(id);
    if (guide === undefined) throw notFound();
    return guide;
  }
}
