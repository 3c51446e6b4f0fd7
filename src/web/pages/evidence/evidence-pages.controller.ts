import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { PromiseChecks } from '../../../evidence/promise-checks.js';
import { SeenPromises } from '../../../evidence/seen-promises.js';
import { PublishedPolicy } from '../../../policy/published-policy.js';
import { RequestLimits } from '../../api/request-limits.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { PageFrames } from '../page-frames.js';
import { EvidencePage } from './evidence-page.js';
import { presentEvidence } from './evidence-view.js';

/** Whether the portal keeps its policy, for auditors and admins. */
@Controller('audit/evidence')
@Allow('staff')
export class EvidencePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly checks: PromiseChecks,
    private readonly seen: SeenPromises,
    private readonly policy: PublishedPolicy,
    private readonly limits: RequestLimits,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const { promises } = await this.policy.inForce();
    const seen = await this.seen.by(accountId);
    return page(EvidencePage({ frame, view: presentEvidence(frame, promises, seen) }));
  }

  /** A worker checks soon. */
  @Post()
  async check(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.evidence(accountId);
    await this.checks.ask(accountId);
    response.redirect(303, doneAt(this.frames.make(request), '/audit/evidence', 'done.checkAsked'));
  }
}
