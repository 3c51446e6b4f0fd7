import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { BanDesk } from '../../../comments/ban-desk.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { BanLiftPage } from './ban-lift-page.js';
import { presentBan } from './ban-line.js';

/** Lifting a ban: a look at it, then its end. Nothing brings it back, since nobody can read whom it was on. */
@Controller('admin/bans/:id/lift')
@Allow('admin')
export class BanLiftPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly desk: BanDesk,
  ) {}

  @Get()
  @Html()
  async ask(@Param('id') id: string, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    return page(BanLiftPage({ frame, ban: presentBan(frame, await this.desk.one(readId(id))) }));
  }

  @Post()
  async lift(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.lift({ accountId, origin: originOf(request) }, readId(id));
    response.redirect(303, doneAt(this.frames.make(request), '/admin/bans', 'done.banLifted'));
  }
}
