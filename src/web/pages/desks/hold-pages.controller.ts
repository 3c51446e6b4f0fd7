import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { HOLD_PURPOSES, HOLD_STATES } from '../../../holds/hold.js';
import { HoldQueries } from '../../../holds/hold-queries.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { HoldPage } from './hold-page.js';
import { HoldPages } from './hold-pages.js';
import { presentHoldPage } from './hold-view.js';
import { HoldsPage } from './holds-page.js';
import { presentHolds } from './holds-view.js';
import { ScopeWords } from './scope-words.js';

const ROWS = 50;

/** A filter that the list does not know is none, so that links of other versions still show a list. */
const filters = z.object({
  state: z.enum(HOLD_STATES).optional().catch(undefined),
  purpose: z.enum(HOLD_PURPOSES).optional().catch(undefined),
  review: z.literal('over').optional().catch(undefined),
  cursor: z.string().min(1).max(2000).optional().catch(undefined),
});

/** Legal holds to look at. */
@Controller('admin/holds')
@Allow('admin')
export class HoldPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly words: ScopeWords,
    private readonly queries: HoldQueries,
    private readonly pages: HoldPages,
  ) {}

  @Get()
  @Html()
  async list(
    @Query() query: unknown,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    const { cursor, ...filter } = filters.parse(query);
    const official = { accountId, origin: originOf(request) };
    const found = await this.queries.list(filter, ROWS, cursor, official);
    const frame = await this.frames.of(request);
    const { state = '', purpose = '', review = '' } = filter;
    const given = Object.entries({ ...filter, cursor }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const asked = {
      filter: { state, purpose, review },
      query: new URLSearchParams(given),
      today: this.queries.today(),
    };
    return page(HoldsPage(presentHolds(frame, this.words, found, asked)));
  }

  @Get(':id')
  @Html()
  async view(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    const shown = await this.pages.show(frame, { accountId, origin: originOf(request) }, readId(id));
    return page(HoldPage(presentHoldPage(frame, this.words, shown)));
  }
}
