import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { type Consent } from '../../../consent/consents.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { Clock } from '../../../platform/clock/clock.js';
import { OwnConsents } from '../../api/own-consents.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { type ConsentLine, ConsentsPage } from './consents-page.js';
import { purposeTitle } from './purpose-title.js';

const ROWS = 50;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });

/** What one agreed to, and when. */
@Controller('account/consents')
@Allow('member')
export class ConsentPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly consents: OwnConsents,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Html()
  async history(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Query() asked: unknown,
    @Req() request: Request,
  ): Promise<string> {
    const { cursor } = cursors.parse(asked);
    const frame = await this.frames.of(request);
    const { items, next } = await this.consents.of(accountId, ROWS, cursor);
    return page(
      ConsentsPage({
        frame,
        consents: items.map((consent) => presentConsent(frame, consent, this.clock.now())),
        query: new URLSearchParams(),
        first: cursor === undefined,
        next: next ?? undefined,
      }),
    );
  }

  /** Takes back, at once, what was agreed to in the cookie banner; as easy as it was given. */
  @Post('withdraw')
  async withdraw(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.consents.withdraw(accountId, typed(request, 'purpose'));
    response.redirect(303, doneAt(this.frames.make(request), '/account/consents', 'done.consentWithdrawn'));
  }
}

function presentConsent(
  frame: PageFrame,
  { purpose, policyVersion, givenAt, withdrawnAt, validUntil, choiceId }: Consent,
  now: Date,
): ConsentLine {
  const isOver = withdrawnAt === null && validUntil !== null && validUntil <= now;
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    purpose: purposeTitle(frame, purpose),
    version: policyVersion,
    given: at(givenAt),
    withdrawn: withdrawnAt === null ? undefined : at(withdrawnAt),
    over: isOver ? at(validUntil) : undefined,
    withdrawable: choiceId !== null && withdrawnAt === null && !isOver ? purpose : undefined,
    recordPath: choiceId === null ? undefined : `/api/v1/me/cookie-choices/${choiceId}`,
  };
}
