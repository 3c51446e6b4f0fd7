import { Controller, Get, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { SourceStates } from '../../../sources/source-states.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { SourcesPage } from './sources-page.js';
import { presentSources } from './sources-view.js';

/** Sources to look at; they are configured by the operator. */
@Controller('admin/sources')
@Allow('admin')
export class SourcePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly states: SourceStates,
  ) {}

  @Get()
  @Html()
  async list(@Req() request: Request): Promise<string> {
    const states = await this.states.all();
    return page(SourcesPage(presentSources(await this.frames.of(request), states)));
  }
}
