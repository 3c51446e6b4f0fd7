import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { ErasurePlans } from '../../erasures/erasure-plans.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation, type OperationSpec } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { type Official } from '../../requests/office-desk.js';
import { RequestDecisions } from '../../requests/request-decisions.js';
import { RequestHandling } from '../../requests/request-handling.js';
import { type SubjectRequest } from '../../requests/subject-request.js';
import { presentQueueItem } from './request-presenter.js';
import {
  AssignmentBody,
  CompletionBody,
  ExtensionBody,
  QueueItemView,
  ReferenceParams,
  RefusalBody,
  StopBody,
} from './request-schemas.js';

/** A step of an admin on a case: the same answers everywhere. */
const step = (summary: string, body?: z.ZodType): OperationSpec => ({
  summary,
  params: ReferenceParams,
  body,
  answers: {
    200: ['The case after the step', QueueItemView],
    403: ['The admin’s own case'],
    404: ['No such case'],
    409: ['Not in this state, done before, or asked for in another person’s place'],
  },
});

/** Decisions on a case, and what else the office does to it. */
@Controller('api/v1/admin/requests/:reference')
@Allow('admin')
export class AdminDecisionsController {
  constructor(
    private readonly decisions: RequestDecisions,
    private readonly handling: RequestHandling,
    private readonly plans: ErasurePlans,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post('approve')
  @HttpCode(200)
  @Operation(step('Approve; an erasure needs two people'))
  async approve(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    await this.plans.ensure(official(admin, origin), reference);
    return this.present(await this.decisions.approve(official(admin, origin), reference));
  }

  @Post('refuse')
  @HttpCode(200)
  @Operation(step('Refuse on a ground that the request’s law knows', RefusalBody))
  async refuse(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() body: z.output<typeof RefusalBody>,
    @CallOrigin() origin: Origin,
  ) {
    const { ground, explanation } = body;
    return this.present(await this.decisions.refuse(official(admin, origin), reference, ground, explanation));
  }

  @Post('extend')
  @HttpCode(200)
  @Operation(step('Take the longer time that the law allows, and tell the person why', ExtensionBody))
  async extend(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() body: z.output<typeof ExtensionBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.handling.extend(official(admin, origin), reference, body.reason));
  }

  @Post('assign')
  @HttpCode(200)
  @Operation(step('Give the case to an admin, or to nobody', AssignmentBody))
  async assign(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() body: z.output<typeof AssignmentBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.handling.assign(official(admin, origin), reference, body.assignee));
  }

  @Post('retry')
  @HttpCode(200)
  @Operation(step('Set a failed case going again; an erasure over its plan is approved anew by this'))
  async retry(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.handling.retry(official(admin, origin), reference));
  }

  @Post('stop')
  @HttpCode(200)
  @Operation(step('Stop an erasure that waits for its time; it is decided anew', StopBody))
  async stop(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() body: z.output<typeof StopBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.handling.stop(official(admin, origin), reference, body.reason));
  }

  @Post('complete')
  @HttpCode(200)
  @Operation({ ...step('Close a case whose work was done by hand', CompletionBody), bodyOptional: true })
  async complete(
    @CurrentPrincipal() admin: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() { answer }: z.output<typeof CompletionBody>,
    @CallOrigin() origin: Origin,
  ) {
    return this.present(await this.handling.complete(official(admin, origin), reference, answer));
  }

  private present(request: SubjectRequest) {
    return presentQueueItem(request, this.config.approvals, this.clock.now());
  }
}

function official(admin: AccountPrincipal, origin: Origin): Official {
  return { accountId: admin.accountId, origin };
}
