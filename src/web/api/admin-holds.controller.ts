import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { type Hold } from '../../holds/hold.js';
import { HoldLooks } from '../../holds/hold-looks.js';
import { HoldQueries } from '../../holds/hold-queries.js';
import { HoldReleases } from '../../holds/hold-releases.js';
import { Holds } from '../../holds/holds.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { HoldDesk } from './hold-desk.js';
import { presentHold, presentHoldFile } from './hold-presenter.js';
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
    private readonly looks: HoldLooks,
    private readonly releases: HoldReleases,
    private readonly desk: HoldDesk,
  ) {}

  @Get()
  @Operation({
    summary:
      'Legal holds, the newest first, released ones too, but for those on the admin’s own data; each page is logged',
    query: HoldsQuery,
    answers: { 200: ['A page', pageOf(HoldView)] },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Query() query: z.output<typeof HoldsQuery>,
    @CallOrigin() origin: Origin,
  ) {
    const { limit, cursor, state, purpose, review, matter, email } = query;
    const filter = { state, purpose, review, matter, email };
    const { items, next } = await this.queries.list(filter, limit, cursor, { accountId, origin });
    const names = await this.desk.names(items);
    return { items: items.map((hold) => presentHold(hold, names)), next };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Place a legal hold; no batch that erases overtakes it once it has an `inForceAt`',
    body: HoldFormBody,
    answers: {
      201: ['The hold, in force; placed before, where the caller sent this `id` before', HoldView],
      202: [
        'The hold, `placing`: a batch that began before may still erase in another system. It comes into force by itself; `GET` tells when',
        HoldView,
      ],
      409: ['There is a hold of this `id` that somebody else placed'],
      422: ['A scope that names nothing, or what is nowhere; a review date that has come'],
      503: ['Something is being erased just now; try again'],
    },
  })
  async place(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: z.output<typeof HoldFormBody>,
    @CallOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ) {
    const hold = await this.holds.place({ accountId, origin }, this.desk.form(body));
    if (hold.inForceAt === null) response.status(202);
    return this.present(hold);
  }

  @Get(':id')
  @Operation({
    summary: 'A hold, with its history and what old values it keeps; each look is logged',
    params: HoldParams,
    answers: {
      200: ['The hold', HoldDetailView],
      403: ['It keeps the admin’s own data'],
      404: ['No such hold'],
    },
  })
  async view(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    const file = await this.looks.open({ accountId, origin }, id);
    return presentHoldFile(file, await this.desk.names([file.hold], file.history));
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
