import { Controller, Get, Query, Req } from '@nestjs/common';
import { type Request } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { type Consent } from '../../../consent/consents.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { OwnConsents } from '../../api/own-consents.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
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
        consents: items.map((consent) => presentConsent(frame, consent)),
        query: new URLSearchParams(),
        first: cursor === undefined,
        next: next ?? undefined,
      }),
    );
  }
}

function presentConsent(
  frame: PageFrame,
  { purpose, policyVersion, givenAt, withdrawnAt }: Consent,
): ConsentLine {
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    purpose: purposeTitle(frame, purpose),
    version: policyVersion,
    given: at(givenAt),
    withdrawn: withdrawnAt === null ? undefined : at(withdrawnAt),
  };
}
