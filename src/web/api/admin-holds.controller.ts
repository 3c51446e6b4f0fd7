import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { type Hold } from '../../holds/hold.js';
import { HoldQueries } from '../../holds/hold-queries.js';
import { HoldReleases } from '../../holds/hold-releases.js';
import { Holds } from '../../holds/holds.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { HoldDesk } from './hold-desk.js';
import { presentHold } from './hold-presenter.js';
import {
  HoldDetailView,
  HoldFormBody,
  HoldParams,
  HoldsQuery,
  HoldView,
  KeepBody,
  ReleaseBody,
} from './hold-schemas.js';
import { pageOf } from './page-schema.js';

/** Legal holds: what must not be erased, and why. */
@Controller('api/v1/admin/holds')
@Allow('admin')
export class AdminHoldsController {
  constructor(
    private readonly holds: Holds,
    private readonly queries: HoldQueries,
    private readonly releases: HoldReleases,
    private readonly desk: HoldDesk,
  ) {}

  @Get()
  @Operation({
    summary: 'Legal holds, the newest first; released ones too',
    query: HoldsQuery,
    answers: { 200: ['A page', pageOf(HoldView)] },
  })
  async list(@Query() query: z.output<typeof HoldsQuery>) {
    const { items, next } = await this.queries.list({ state: query.state }, query.limit, query.cursor);
    const names = await this.desk.names(items);
    return { items: items.map((hold) => presentHold(hold, names)), next };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Place a legal hold; no batch that erases overtakes it once this answers',
    body: HoldFormBody,
    answers: {
      201: ['The hold, in force', HoldView],
      422: ['A scope that names nothing, or what is nowhere; a review date that has come'],
      503: ['Something is being erased just now; try again'],
    },
  })
  async place(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: z.output<typeof HoldFormBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.holds.place({ accountId, origin }, this.desk.form(body)));
  }

  @Get(':id')
  @Operation({
    summary: 'A hold, with how many old values it keeps',
    params: HoldParams,
    answers: { 200: ['The hold', HoldDetailView], 404: ['No such hold'] },
  })
  async view(@Param('id') id: string) {
    const hold = await this.queries.find(id);
    return { ...(await this.present(hold)), heldVersions: await this.queries.versions(id) };
  }

  @Post(':id/release')
  @HttpCode(200)
  @Operation({
    summary: 'Ask for the release of a hold, or confirm what somebody else asked for',
    params: HoldParams,
    body: ReleaseBody,
    answers: {
      200: ['The hold: `releasing` until a second person confirmed and the delay has passed', HoldView],
      403: ['It keeps the admin’s own data'],
      404: ['No such hold'],
      409: ['Asked for by the same person, confirmed or released before'],
      503: ['Something is being erased just now; try again'],
    },
  })
  async release(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() body: z.output<typeof ReleaseBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.releases.release({ accountId, origin }, id, body.reason));
  }

  @Post(':id/keep')
  @HttpCode(200)
  @Operation({
    summary: 'Call off a release that has not taken effect',
    params: HoldParams,
    body: KeepBody,
    bodyOptional: true,
    answers: {
      200: ['The hold, in force', HoldView],
      403: ['It keeps the admin’s own data'],
      404: ['No such hold'],
      409: ['Nobody asked for its release, or it was released before'],
    },
  })
  async keep(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() body: z.output<typeof KeepBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.releases.keep({ accountId, origin }, id, body.reason));
  }

  private async present(hold: Hold) {
    return presentHold(hold, await this.desk.names([hold]));
  }
}
