import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { conflict } from '../../../platform/http/problem.js';
import { OwnRestriction } from '../../../requests/own-restriction.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { CasePages } from './case-pages.js';
import { EndRestrictionPage } from './end-restriction-page.js';

/** A person ends the restriction that they asked for. */
@Controller('requests/:reference/restriction')
@Allow('requester')
export class RestrictionPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly cases: CasePages,
    private readonly own: OwnRestriction,
  ) {}

  /** Asks first. */
  @Get()
  @Html()
  async form(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<string> {
    const { reference, restriction } = await this.cases.show(principal, readReference(text));
    if (restriction?.endPath === undefined)
      throw conflict('no-restriction', 'No restriction of this request is in force.');
    return page(EndRestrictionPage({ frame: await this.frames.of(request), reference }));
  }

  @Post()
  async end(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    await this.own.end(principal, reference, originOf(request));
    const done = doneAt(this.frames.make(request), `/requests/${reference}`, 'done.restrictionEnded');
    response.redirect(303, done);
  }
}
