import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { notFound } from '../../platform/http/problem.js';
import { SourceTrials } from '../../requests/source-trials.js';
import { SourceGuides } from '../../sources/source-guide.js';
import { SourceStates } from '../../sources/source-states.js';
import { Sources } from '../../sources/sources.js';
import { presentGuide, presentManual, presentSource, presentTrial } from './source-presenter.js';
import {
  SourceGuideView,
  SourceParams,
  SourcesView,
  SourceTrialBody,
  SourceTrialView,
} from './source-schemas.js';

/** Places that hold personal data, as they are now. */
@Controller('api/v1/admin/sources')
@Allow('admin')
export class AdminSourcesController {
  constructor(
    private readonly states: SourceStates,
    private readonly guides: SourceGuides,
    private readonly sources: Sources,
    private readonly trials: SourceTrials,
  ) {}

  @Get()
  @Operation({
    summary:
      'Every source with its state and estimates of its rows; none is waited for longer than two seconds',
    answers: { 200: ['All sources, and systems searched by hand', SourcesView] },
  })
  async list() {
    const states = await this.states.all();
    return { items: states.map(presentSource), next: null, manual: this.sources.manual().map(presentManual) };
  }

  @Get(':id')
  @Operation({
    summary: 'One source, and how far it is from being listed to being erased in',
    params: SourceParams,
    answers: { 200: ['The source', SourceGuideView], 404: ['No such source'] },
  })
  async one(@Param('id') id: string) {
    const guide = await this.guides.of(id);
    if (guide === undefined) throw notFound();
    return presentGuide(guide);
  }

  @Post(':id/try')
  @HttpCode(200)
  @Operation({
    summary: 'How many records of each kind one address finds in the source; each look is logged',
    params: SourceParams,
    body: SourceTrialBody,
    answers: {
      200: ['Counts, kinds of records without any included', SourceTrialView],
      403: ['It is an address of the admin’s own'],
      404: ['No such source'],
      429: ['After 30 an hour'],
    },
  })
  async try(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() { email }: z.output<typeof SourceTrialBody>,
    @CallOrigin() origin: Origin,
  ) {
    return presentTrial(await this.trials.try({ accountId, origin }, id, email));
  }
}
