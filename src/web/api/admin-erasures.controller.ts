import { Controller, Get, Param } from '@nestjs/common';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { ErasurePlans } from '../../erasures/erasure-plans.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CaseFiles } from '../../requests/case-file.js';
import { PersonRestrictions } from '../../requests/person-restrictions.js';
import { PlanView } from './erasure-schemas.js';
import { presentInForce } from './restriction-presenter.js';
import { ReferenceParams } from './request-schemas.js';

/** What the office looks at before it approves an erasure. */
@Controller('api/v1/admin/requests')
@Allow('admin')
export class AdminErasuresController {
  constructor(
    private readonly plans: ErasurePlans,
    private readonly files: CaseFiles,
    private readonly restrictions: PersonRestrictions,
  ) {}

  @Get(':reference/plan')
  @Operation({
    summary: 'The dry run of an erasure: what would go, what would stay, and why; each look is logged',
    params: ReferenceParams,
    answers: {
      200: ['The plan; until the erasure is approved, it is the one that an approval is for', PlanView],
      404: ['No such case'],
      409: ['Not an erasure, asked for in another person’s place, or nobody is known any more'],
      503: ['A source cannot be read'],
    },
  })
  async plan(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    const official = { accountId: admin.accountId, origin };
    const plan = await this.plans.look(official, reference);
    const inForce = await this.restrictions.of(await this.files.glance(official, reference));
    return {
      ...plan,
      plannedAt: plan.plannedAt.toISOString(),
      restrictionsInForce: presentInForce(inForce),
    };
  }
}
