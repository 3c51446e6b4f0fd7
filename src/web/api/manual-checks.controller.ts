import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CaseFiles } from '../../requests/case-file.js';
import { type ManualCheck, ManualChecks } from '../../requests/manual-checks.js';
import { CheckBody, CheckParams, CheckView } from './case-work-schemas.js';
import { ReferenceParams } from './request-schemas.js';

const REFUSED = { 403: ['The admin’s own case'], 404: ['No such case or system'] } as const;

/** Systems that are no databases, as far as one case concerns them. */
@Controller('api/v1/admin/requests/:reference/checks')
@Allow('admin')
export class ManualChecksController {
  constructor(
    private readonly checks: ManualChecks,
    private readonly files: CaseFiles,
  ) {}

  @Get()
  @Operation({
    summary: 'Systems that are searched by hand, and what was found in them; each look is logged',
    params: ReferenceParams,
    answers: { 200: ['In the order of the sources file', CheckView.array()], ...REFUSED },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    const { checks } = await this.files.open({ accountId, origin }, reference);
    return checks.map(present);
  }

  @Post(':system')
  @HttpCode(204)
  @Operation({
    summary: 'Say what was found in a system; the last answer lets the work go on that waits for it',
    params: CheckParams,
    body: CheckBody,
    answers: { 204: ['Noted'], ...REFUSED, 409: ['Unconfirmed or closed'] },
  })
  async answer(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param() { reference, system }: z.output<typeof CheckParams>,
    @Body() body: z.output<typeof CheckBody>,
    @CallOrigin() origin: Origin,
  ): Promise<void> {
    await this.checks.answer({ accountId, origin }, reference, system, body);
  }
}

function present({ system, answer, goneBy }: ManualCheck): z.input<typeof CheckView> {
  return {
    system: system.id,
    title: system.title,
    outcome: answer?.outcome ?? null,
    expiresOn: answer?.expiresOn ?? null,
    answeredAt: answer?.at.toISOString() ?? null,
    answeredBy: answer?.by ?? null,
    goneBy: goneBy ?? null,
  };
}
