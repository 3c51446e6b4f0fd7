import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { SessionCookie } from '../../auth/session-cookie.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { RequestOpening } from '../../requests/request-opening.js';
import { RequestQueries } from '../../requests/request-queries.js';
import { RequestResend } from '../../requests/request-resend.js';
import { RequestWithdrawal } from '../../requests/request-withdrawal.js';
import { pageOf } from './page-schema.js';
import { RequestLimits } from './request-limits.js';
import { presentDetail, presentRequest } from './request-presenter.js';
import {
  LinkBody,
  OwnRequestsQuery,
  ReferenceParams,
  RequestDetailView,
  RequestView,
  TokenBody,
} from './request-schemas.js';

/** A person's own requests, followed signed in or by the link in a mail. */
@Controller('api/v1/requests')
export class RequestsController {
  constructor(
    private readonly opening: RequestOpening,
    private readonly queries: RequestQueries,
    private readonly resend: RequestResend,
    private readonly withdrawal: RequestWithdrawal,
    private readonly cookie: SessionCookie,
    private readonly limits: RequestLimits,
  ) {}

  @Post('confirm')
  @HttpCode(200)
  @Allow('anyone')
  @Operation({
    summary: 'Open a request by the link in its mail; confirms it where it waits for that',
    body: TokenBody,
    answers: {
      200: ['The request, and a session for it alone', RequestView],
      422: ['The link is used or out of date'],
    },
  })
  async confirm(
    @Body() body: z.output<typeof TokenBody>,
    @CallOrigin() origin: Origin,
    @Req() call: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { request, opener, session } = await this.opening.open(body.token, origin, this.cookie.read(call));
    this.cookie.set(response, session);
    return presentRequest(opener, request);
  }

  @Post(':reference/link')
  @HttpCode(202)
  @Allow('anyone')
  @Operation({
    summary: 'Mail a new link that opens the request, where the address is the request’s own',
    params: ReferenceParams,
    body: LinkBody,
    answers: { 202: ['Always the same'] },
  })
  async link(
    @Param('reference') reference: string,
    @Body() body: z.output<typeof LinkBody>,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.limits.caller(origin);
    await this.resend.ask(reference, body.email);
  }

  @Get()
  @Allow('requester')
  @Operation({
    summary: 'Own requests, newest first',
    query: OwnRequestsQuery,
    answers: { 200: ['A page', pageOf(RequestView)] },
  })
  async list(@CurrentPrincipal() principal: Principal, @Query() query: z.output<typeof OwnRequestsQuery>) {
    const { items, next } = await this.queries.listOwn(principal, query.limit, query.cursor);
    return { items: items.map((request) => presentRequest(principal, request)), next };
  }

  @Get(':reference')
  @Allow('requester')
  @Operation({
    summary: 'One own request with its timeline',
    params: ReferenceParams,
    answers: { 200: ['The request', RequestDetailView], 404: ['Not one of the caller’s own'] },
  })
  async view(@CurrentPrincipal() principal: Principal, @Param('reference') reference: string) {
    const { request, timeline, restriction } = await this.queries.viewOwn(principal, reference);
    return presentDetail(principal, request, timeline, restriction);
  }

  @Post(':reference/withdraw')
  @HttpCode(200)
  @Allow('requester')
  @Operation({
    summary: 'Take a request back',
    params: ReferenceParams,
    answers: {
      200: ['The withdrawn request', RequestView],
      403: ['Came by a link that only shows the request'],
      409: ['Too late'],
    },
  })
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    return presentRequest(principal, await this.withdrawal.withdraw(principal, reference, origin));
  }
}
