import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { cursor } from '../../../platform/http/text-schemas.js';
import { notFound } from '../../../platform/http/problem.js';
import { RequestQueries } from '../../../requests/request-queries.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { CasePages } from './case-pages.js';
import { OwnRequestsPage } from './own-requests-page.js';
import { presentOwnRequests } from './own-requests-view.js';
import { readReference } from '../path-reference.js';
import { presentRequest } from './request-view.js';
import { regimeName } from '../regime-name.js';
import { SentPage } from './sent-page.js';

const A_PAGE = 25;

/** What somebody asked for so far. */
@Controller('requests')
@Allow('requester')
export class OwnRequestPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly queries: RequestQueries,
    private readonly cases: CasePages,
  ) {}

  @Get()
  @Html()
  async list(
    @Query('cursor') given: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const from = cursor.safeParse(given);
    if (!from.success) throw notFound();
    const found = await this.queries.listOwn(principal, A_PAGE, from.data);
    const view = presentOwnRequests(await this.frames.of(request), found, from.data === undefined);
    return page(OwnRequestsPage(view));
  }

  /** Where a request's sending leads to, and which can be kept. */
  @Get(':reference/sent')
  @Html()
  async sent(
    @Param('reference') reference: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const shown = await this.cases.show(principal, readReference(reference));
    const frame = await this.frames.of(request);
    const view = presentRequest(frame, shown);
    return page(SentPage({ ...view, regime: regimeName(frame, shown.regime) }));
  }
}
