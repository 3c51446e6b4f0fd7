import { Controller, Get, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { Config } from '../../../platform/config/config.js';
import { sitePolicy } from '../../../policy/site-policy.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { policyOffice } from '../../policy-office.js';
import { PageFrames } from '../page-frames.js';
import { CookiesPage, PolicyPage } from './policy-page.js';
import { presentCookies, presentPolicy } from './policy-view.js';

/** The policy and its cookies, for everybody. */
@Controller()
@Allow('anyone')
export class PolicyPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly config: Config,
  ) {}

  @Get('privacy')
  @Html()
  async privacy(@Req() request: Request): Promise<string> {
    const policy = sitePolicy(policyOffice(this.config));
    return page(PolicyPage(presentPolicy(await this.frames.of(request), policy)));
  }

  @Get('cookies')
  @Html()
  async cookies(@Req() request: Request): Promise<string> {
    const { cookies } = sitePolicy(policyOffice(this.config));
    return page(CookiesPage(presentCookies(await this.frames.of(request), cookies)));
  }
}
