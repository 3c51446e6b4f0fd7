import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, type Principal } from '../../auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { OwnRestriction } from '../../requests/own-restriction.js';
import { RestrictionLifting } from '../../requests/restriction-lifting.js';
import { presentQueueItem, presentRequest } from './request-presenter.js';
import { QueueItemView, ReferenceParams, RequestView } from './request-schemas.js';
import { LiftBody } from './restriction-schemas.js';

/** How restrictions end. */
@Controller('api/v1')
export class RestrictionsController {
  constructor(
    private readonly own: OwnRestriction,
    private readonly lifting: RestrictionLifting,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post('requests/:reference/restriction/end')
  @HttpCode(200)
  @Allow('requester')
  @Operation({
    summary: 'End one’s own restriction, at once',
    params: ReferenceParams,
    answers: {
      200: ['The request', RequestView],
      403: ['Came by a link that only shows the request'],
      404: ['Not one of the caller’s own'],
      409: ['None is in force'],
    },
  })
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    return presentRequest(principal, await this.own.end(principal, reference, origin));
  }

  @Post('admin/requests/:reference/restriction/lift')
  @HttpCode(200)
  @Allow('admin')
  @Operation({
    summary: 'Tell the person that their restriction ends, and why; it then ends after ATHAR_COOLING_OFF',
    params: ReferenceParams,
    body: LiftBody,
    answers: {
      200: ['The case; its restriction says when', QueueItemView],
      403: ['The admin’s own case'],
      404: ['No such case'],
      409: ['None is in force, or its end is announced'],
    },
  })
  async lift(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() { reason }: z.output<typeof LiftBody>,
    @CallOrigin() origin: Origin,
  ) {
    const request = await this.lifting.lift({ accountId, origin }, reference, reason);
    return presentQueueItem(request, this.config.approvals, this.clock.now());
  }

  @Post('admin/requests/:reference/restriction/keep')
  @HttpCode(200)
  @Allow('admin')
  @Operation({
    summary: 'Call the announced end of a restriction off; the person is told',
    params: ReferenceParams,
    answers: {
      200: ['The case', QueueItemView],
      403: ['The admin’s own case'],
      404: ['No such case'],
      409: ['No end is announced, or it has come'],
    },
  })
  async keep(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    const request = await this.lifting.keep({ accountId, origin }, reference);
    return presentQueueItem(request, this.config.approvals, this.clock.now());
  }
}
