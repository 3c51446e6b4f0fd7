import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { type HoldForm } from '../../../holds/hold.js';
import { Holds } from '../../../holds/holds.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
import { HoldDesk } from '../../api/hold-desk.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { doneAt } from '../done-link.js';
import { HoldCheckPage } from './hold-check-page.js';
import { emptyHold, holdBody, holdErrors, typedHold, type TypedHold } from './hold-form.js';
import { HoldFormPage } from './hold-form-page.js';
import { ScopeWords } from './scope-words.js';

/** Placing a hold: the form, the answers once more, and then the hold. */
@Controller('admin/holds/new')
@Allow('admin')
export class HoldPlacingPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly words: ScopeWords,
    private readonly holds: Holds,
    private readonly desk: HoldDesk,
  ) {}

  @Get()
  @Html()
  async form(@Req() request: Request): Promise<string> {
    return this.formPage(await this.frames.of(request), emptyHold());
  }

  /** `step` says which button was pressed; nothing is kept between the pages but what the form carries. */
  @Post()
  @HttpCode(200)
  async next(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const form = typedHold(request);
    const step = typed(request, 'step');
    try {
      const hold = this.desk.form(holdBody(form));
      this.holds.check(hold);
      if (step === 'place')
        await this.place(frame, form, hold, { accountId, origin: originOf(request) }, response);
      else
        response
          .type('html')
          .send(step === 'check' ? this.checkPage(frame, form, hold) : this.formPage(frame, form));
    } catch (error) {
      const refusal = refusalOf(error);
      showAgain(response, refusal, this.formPage(frame, form, holdErrors(frame, refusal)));
    }
  }

  private async place(
    frame: PageFrame,
    form: TypedHold,
    hold: HoldForm,
    official: Parameters<Holds['place']>[0],
    response: Response,
  ): Promise<void> {
    try {
      const { id } = await this.holds.place(official, hold);
      response.redirect(303, doneAt(frame, `/admin/holds/${id}`, 'done.holdPlaced'));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'gate-busy') throw error;
      showAgain(response, error, this.checkPage(frame, form, hold, true));
    }
  }

  private formPage(frame: PageFrame, form: TypedHold, errors: readonly FieldError[] = []): string {
    const sources = this.words.sourceChoices(frame);
    const collections = this.words.collectionChoices(frame);
    return page(HoldFormPage({ frame, form, sources, collections, errors }));
  }

  private checkPage(frame: PageFrame, form: TypedHold, hold: HoldForm, busy = false): string {
    return page(HoldCheckPage({ frame, form, hold, scope: this.words.lines(frame, hold.scope), busy }));
  }
}
