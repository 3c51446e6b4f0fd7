import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound } from '../../../platform/http/problem.js';
import { CaseFiles } from '../../../requests/case-file.js';
import { MANUAL_OUTCOMES, ManualChecks } from '../../../requests/manual-checks.js';
import { type Official } from '../../../requests/office-desk.js';
import { isSearched } from '../../../sources/manual/manual-system.js';
import { CheckBody } from '../../api/case-work-schemas.js';
import { page } from '../../layout/page.js';
import { wordsOf } from '../../layout/phrase.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readReference } from '../path-reference.js';
import { CheckPage, type CheckView } from './check-page.js';

/** Saying what was found in a system that is searched by hand. */
@Controller('admin/requests/:reference/checks/:system')
@Allow('admin')
export class CheckPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly files: CaseFiles,
    private readonly checks: ManualChecks,
  ) {}

  @Get()
  async form(
    @Param('reference') text: string,
    @Param('system') system: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(
      request,
      { accountId, origin: originOf(request) },
      readReference(text),
      system,
    );
    response.type('html').send(page(CheckPage(view)));
  }

  @Post()
  @HttpCode(200)
  async answer(
    @Param('reference') text: string,
    @Param('system') system: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reference = readReference(text);
    const official = { accountId, origin: originOf(request) };
    const given = {
      outcome: typed(request, 'outcome'),
      expiresOn: typed(request, 'expiresOn').trim() || undefined,
    };
    try {
      await this.checks.answer(official, reference, system, checkForm(CheckBody, given));
      response.redirect(
        303,
        doneAt(this.frames.make(request), `/admin/requests/${reference}`, 'done.case.searched'),
      );
    } catch (error) {
      const refusal = refusalOf(error);
      const view = await this.view(request, official, reference, system);
      const errors = fieldErrors(view.frame, refusal, {
        outcome: 'error.check.outcome',
        expiresOn: 'error.check.expiresOn',
      });
      const again = { ...view, errors, outcome: given.outcome, expiresOn: given.expiresOn ?? '' };
      showAgain(response, refusal, page(CheckPage(again)));
    }
  }

  /** @throws Problem 404 also for a system that nobody searches in this case; 403 `own-case` */
  private async view(
    request: Request,
    official: Official,
    reference: string,
    system: string,
  ): Promise<CheckView> {
    const file = await this.files.open(official, reference);
    const { kind } = file.request;
    const found = file.checks.find((check) => check.system.id === system && isSearched(check.system, kind));
    if (found === undefined) throw notFound();
    const frame = await this.frames.of(request);
    const say = wordsOf(frame);
    const outcomes = MANUAL_OUTCOMES[kind === 'erasure' ? 'erasure' : 'export'];
    return {
      frame,
      reference,
      system: found.system.title[frame.locale],
      task: found.system.task?.[frame.locale],
      choices: outcomes.map((value) => ({ value, label: say(`check.outcome.${value}`) })),
      dated: outcomes.some((outcome) => outcome === 'expires'),
      outcome: found.answer?.outcome ?? '',
      expiresOn: found.answer?.expiresOn ?? '',
      errors: [],
    };
  }
}
