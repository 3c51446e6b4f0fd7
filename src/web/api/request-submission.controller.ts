import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal, MaybePrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, type Principal, requireRecent } from '../../auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { CallOrigin, originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { invalidField } from '../../platform/http/problem.js';
import { RequestIntake } from '../../requests/request-intake.js';
import { AccountLocale } from './account-locale.js';
import { RequestLimits } from './request-limits.js';
import { presentRequest } from './request-presenter.js';
import { EmptyBody, RequestFormBody, RequestView } from './request-schemas.js';
import { LASTS } from '../../policy/written.js';

/** May do with the request what whoever opens it by the link may do, once it is confirmed. */
const GUEST = { type: 'request', readOnly: false } as const;

type FormBody = z.output<typeof RequestFormBody>;

/** How people hand in a request. */
@Controller('api/v1')
export class RequestSubmissionController {
  constructor(
    private readonly intake: RequestIntake,
    private readonly limits: RequestLimits,
    private readonly locales: AccountLocale,
    private readonly clock: Clock,
  ) {}

  @Post('requests')
  @Allow('anyone')
  @Operation({
    summary:
      'Ask for a copy, an erasure or another right; a guest gives `email` and confirms by the mail that comes',
    body: RequestFormBody,
    answers: {
      201: ['Received (signed in)', RequestView],
      202: ['Taken (guest); the same whether the address is known or not', RequestView],
      403: [`An erasure needs a sign-in newer than ${LASTS.stepUp}`],
      429: ['Too many'],
    },
  })
  async submit(
    @MaybePrincipal() principal: Principal | undefined,
    @Body() body: FormBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { email, ...form } = body;
    const locale = await this.locales.of(request, principal);
    if (principal?.type === 'account') {
      if (email !== undefined)
        throw invalidField('/email', 'You are signed in: your account’s address counts. Leave it out.');
      if (form.kind === 'erasure') requireRecent(principal, this.clock.now());
      await this.limits.account(principal.accountId);
      const made = await this.intake.fromAccount(principal.accountId, form, locale, originOf(request));
      response.status(201);
      return presentRequest(principal, made);
    }
    if (email === undefined)
      throw invalidField('/email', 'Give the address that your data are held under, or sign in.');
    const origin = originOf(request);
    const mail = await this.limits.guest(origin, email);
    response.status(202);
    return presentRequest(GUEST, await this.intake.fromGuest({ email, mail }, form, locale, origin));
  }

  @Delete('me')
  @HttpCode(202)
  @Allow('member')
  @Operation({
    summary: 'Ask for the account and everything held about its person to be erased',
    body: EmptyBody,
    bodyOptional: true,
    answers: {
      202: ['The erasure request', z.object({ reference: z.string() })],
      403: [`Needs a sign-in newer than ${LASTS.stepUp}`],
    },
  })
  async eraseMe(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @CallOrigin() origin: Origin,
  ) {
    requireRecent(principal, this.clock.now());
    await this.limits.account(principal.accountId);
    const locale = await this.locales.of(request, principal);
    const made = await this.intake.fromAccount(principal.accountId, { kind: 'erasure' }, locale, origin);
    return { reference: made.reference };
  }
}
