import { Controller, Get } from '@nestjs/common';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { RetentionOutlook } from '../../evidence/retention-outlook.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { KEPT } from '../../policy/kept.js';
import { RETENTION } from '../../policy/retention.js';
import { RetentionView } from './retention-schemas.js';

/** What will be deleted because its time is over. */
@Controller('api/v1/admin/retention')
@Allow('staff')
export class RetentionController {
  constructor(private readonly outlook: RetentionOutlook) {}

  @Get()
  @Operation({
    summary: 'What the next run of each rule of retention removes, and which holds keep what from it',
    answers: { 200: ['Every rule; nothing is removed by asking', RetentionView] },
  })
  async rules(@CurrentPrincipal() { accountId }: AccountPrincipal, @CallOrigin() origin: Origin) {
    const rules = await this.outlook.of({ accountId, origin });
    return {
      rules: rules.map(({ rule, job, due, holds, nextAt, lastRunAt, last }) => ({
        rule,
        job,
        durations: (KEPT.find(({ collection }) => collection === rule)?.lengths ?? []).map(
          (name) => RETENTION[name],
        ),
        nextAt: nextAt ?? null,
        due: due ?? null,
        holds,
        lastRunAt: lastRunAt ?? null,
        last: last ? { at: last.at, removed: last.removed } : null,
      })),
    };
  }
}
