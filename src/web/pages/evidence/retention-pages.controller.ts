import { Controller, Get, Req } from '@nestjs/common';
import { type Request } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { RetentionOutlook } from '../../../evidence/retention-outlook.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { PageFrames } from '../page-frames.js';
import { RetentionPage } from './retention-page.js';
import { presentRetention } from './retention-view.js';

/** What goes by age, for admins and auditors. */
@Controller('admin/retention')
@Allow('staff')
export class RetentionPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly outlook: RetentionOutlook,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const rules = await this.outlook.of({ accountId, origin: originOf(request) });
    return page(RetentionPage({ frame, rules: presentRetention(frame, rules) }));
  }
}
