import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Config } from '../../../platform/config/config.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenDuration } from '../../../policy/written.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { RestrictionLifting } from '../../../requests/restriction-lifting.js';
import { LiftBody } from '../../api/restriction-schemas.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { LiftPage, type LiftView } from './lift-page.js';

/** Lifting a restriction: the reason, as the person is told before it ends. */
@Controller('admin/requests/:reference/lift')
@Allow('admin')
export class LiftPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly lifting: RestrictionLifting,
    private readonly config: Config,
  ) {}

  @Get()
  @Html()
  async form(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return page(LiftPage(await this.view(request, principal, text)));
  }

  @Post()
  async lift(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(request, principal, text);
    try {
      const { reason } = checkForm(LiftBody, { reason: view.reason });
      const official = { accountId: principal.accountId, origin: originOf(request) };
      await this.lifting.lift(official, view.reference, reason);
      const path = `/admin/requests/${view.reference}`;
      response.redirect(303, doneAt(view.frame, path, 'done.case.liftAnnounced'));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(view.frame, refusal, { reason: 'error.case.reason' });
      showAgain(response, refusal, page(LiftPage({ ...view, errors })));
    }
  }

  private async view(request: Request, { accountId }: AccountPrincipal, text: string): Promise<LiftView> {
    const { reference } = await this.files.glance({ accountId }, readReference(text));
    const frame = await this.frames.of(request);
    const { coolingOff } = this.config;
    const wait = coolingOff === 0 ? undefined : writtenDuration(coolingOff, frame.locale);
    return { frame, reference, wait, reason: typed(request, 'reason'), errors: [] };
  }
}
