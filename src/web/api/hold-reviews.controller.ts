import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { HoldReviews } from '../../holds/hold-reviews.js';
import { KeptVersions } from '../../holds/kept-versions.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { HoldDesk } from './hold-desk.js';
import { presentHold, presentValue } from './hold-presenter.js';
import { HoldParams, HoldView, KeptValueView, ReviewBody, VersionsBody } from './hold-schemas.js';
import { pageOf } from './page-schema.js';

/** Looking at a hold again: its review date, and the old values that it keeps. */
@Controller('api/v1/admin/holds')
@Allow('admin')
export class HoldReviewsController {
  constructor(
    private readonly reviews: HoldReviews,
    private readonly versions: KeptVersions,
    private readonly desk: HoldDesk,
  ) {}

  @Patch(':id')
  @Operation({
    summary: 'Move the review date of a hold; nothing else of it changes',
    params: HoldParams,
    body: ReviewBody,
    answers: {
      200: ['The hold', HoldView],
      403: ['It keeps the admin’s own data'],
      404: ['No such hold'],
      409: ['It was released before'],
      422: ['A day that has come'],
    },
  })
  async review(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() body: z.output<typeof ReviewBody>,
    @CallOrigin() origin: Origin,
  ) {
    const hold = await this.reviews.move({ accountId, origin }, id, body.reviewOn, body.reason);
    return presentHold(hold, await this.desk.names([hold]));
  }

  @Post(':id/versions')
  @HttpCode(200)
  @Operation({
    summary: 'The old values that a hold keeps, newest first; each page is logged with its reason',
    params: HoldParams,
    body: VersionsBody,
    answers: {
      200: ['A page', pageOf(KeptValueView)],
      403: ['It keeps the admin’s own data'],
      404: ['No such hold'],
    },
  })
  async values(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() { reason, limit, cursor }: z.output<typeof VersionsBody>,
    @CallOrigin() origin: Origin,
  ) {
    const { items, next } = await this.versions.values({ accountId, origin }, id, reason, { limit, cursor });
    return { items: items.map(presentValue), next };
  }
}
