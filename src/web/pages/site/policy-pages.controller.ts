import { Controller, Get, Param, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { PublishedPolicy } from '../../../policy/published-policy.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { PolicyPage } from './policy-page.js';
import { PolicyChangesPage, PolicyVersionsPage } from './policy-versions-page.js';
import { presentChanges, presentVersions } from './policy-versions-view.js';
import { presentPolicy } from './policy-view.js';

/** The policy, for everybody. */
@Controller()
@Allow('anyone')
export class PolicyPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly policy: PublishedPolicy,
  ) {}

  @Get('privacy')
  @Html()
  async privacy(@Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const [policy, coming] = await Promise.all([this.policy.inForce(), this.policy.coming()]);
    return page(PolicyPage(presentPolicy(frame, policy, coming)));
  }

  @Get('privacy/versions')
  @Html()
  async versions(@Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    return page(PolicyVersionsPage(presentVersions(frame, await this.policy.versions())));
  }

  @Get('privacy/versions/:version')
  @Html()
  async changes(@Param('version') version: string, @Req() request: Request): Promise<string> {
    const step = await this.policy.step(version);
    return page(PolicyChangesPage(presentChanges(await this.frames.of(request), step)));
  }
}
