import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { type PageKey } from '../../words/words.js';
import { fragment } from '../../layout/page.js';
import { Progress } from '../../layout/progress.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { CaseProgress } from './case-progress.js';
import { CaseWork, type CaseTask } from './case-work.js';
import { CaseCollection } from './case-collection.js';
import { CasePage } from './case-page.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { presentCase } from './case-view.js';
import { refusalOf, showAgain } from '../form-input.js';

/** What is done on the page of a case itself. */
@Controller('admin/requests/:reference')
@Allow('admin')
export class CaseWorkPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly collection: CaseCollection,
    private readonly progress: CaseProgress,
    private readonly work: CaseWork,
  ) {}

  /** The bar alone; once the work is over, the whole page is asked for. */
  @Get('progress')
  async bar(
    @Param('reference') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asked = await this.files.glance({ accountId }, readReference(text));
    const view = await this.progress.of(await this.frames.of(request), asked);
    if (view === undefined) response.set('HX-Refresh', 'true');
    response.type('html').send(view === undefined ? '' : fragment(Progress(view)));
  }

  @Post('plan')
  plan(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('plan', text, principal, request, response);
  }

  @Post('retry')
  retry(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('retry', text, principal, request, response);
  }

  @Post('acknowledge')
  acknowledge(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('acknowledge', text, principal, request, response);
  }

  @Post('keep')
  keep(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('keep', text, principal, request, response);
  }

  @Post('assign')
  assign(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('assign', text, principal, request, response);
  }

  @Post('messages')
  message(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('message', text, principal, request, response);
  }

  @Post('notes')
  note(
    @Param('reference') text: string,
    @CurrentPrincipal() principal: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.take('note', text, principal, request, response);
  }

  /** Where a form cannot be accepted, the page is shown again with what was typed. */
  private async take(
    task: CaseTask,
    text: string,
    { accountId }: AccountPrincipal,
    request: Request,
    response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const official = { accountId, origin: originOf(request) };
    try {
      const done: PageKey & `done.case.${string}` = await this.work.take(task, official, reference, request);
      response.redirect(303, doneAt(this.frames.make(request), `/admin/requests/${reference}`, done));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = { ...(await this.frames.of(request)), path: `/admin/requests/${reference}` };
      const collected = await this.collection.open(frame, official, reference);
      const forms = this.work.forms(frame, refusal, request);
      showAgain(response, refusal, page(CasePage(presentCase(collected, forms))));
    }
  }
}
