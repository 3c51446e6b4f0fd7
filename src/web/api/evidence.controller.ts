import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { PromiseChecks } from '../../evidence/promise-checks.js';
import { SeenPromises } from '../../evidence/seen-promises.js';
import { Operation } from '../../platform/http/operation.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { EvidenceView } from './evidence-schemas.js';
import { RequestLimits } from './request-limits.js';

/** Whether the portal keeps what its policy promises. */
@Controller('api/v1/audit/evidence')
@Allow('staff')
export class EvidenceController {
  constructor(
    private readonly checks: PromiseChecks,
    private readonly seen: SeenPromises,
    private readonly policy: PublishedPolicy,
    private readonly limits: RequestLimits,
  ) {}

  @Get()
  @Operation({
    summary: 'Every promise of the policy with what its last check found',
    answers: { 200: ['All promises', EvidenceView] },
  })
  async promises(@CurrentPrincipal() { accountId }: AccountPrincipal) {
    const latest = await this.seen.by(accountId);
    const { promises } = await this.policy.inForce();
    return {
      promises: promises.map(({ id, text }) => {
        const found = latest.get(id);
        return {
          id,
          text,
          check: found
            ? {
                checkedAt: found.checkedAt,
                outcome: found.outcome,
                reason: found.reason ?? null,
                figures: found.figures,
              }
            : null,
        };
      }),
    };
  }

  @Post()
  @HttpCode(202)
  @Operation({
    summary: 'Have every promise checked soon; asking twice before that is asking once',
    answers: { 202: ['A worker does it'], 429: ['Asked too often'] },
  })
  async check(@CurrentPrincipal() { accountId }: AccountPrincipal): Promise<void> {
    await this.limits.evidence(accountId);
    await this.checks.ask(accountId);
  }
}
