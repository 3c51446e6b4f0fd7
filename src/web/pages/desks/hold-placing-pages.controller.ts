import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { type HoldForm } from '../../../holds/hold.js';
import { Holds } from '../../../holds/holds.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
import { HoldDesk } from '../../api/hold-desk.js';
import { HoldFormBody } from '../../api/hold-schemas.js';
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

/** A hold to be, with the id that it will have. */
type NewHold = HoldForm & { readonly id: string };

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
      const hold = { ...this.desk.form(holdBody(form)), id: holdId(request) };
      this.holds.check(hold);
      if (step === 'place')
        await this.place(frame, form, hold, { accountId, origin: originOf(request) }, response);
      else
        response
          .type('html')
          .send(
            step === 'check'
              ? this.checkPage(frame, form, { ...hold, id: uuidv7() })
              : this.formPage(frame, form),
          );
    } catch (error) {
      const refusal = refusalOf(error);
      showAgain(response, refusal, this.formPage(frame, form, holdErrors(frame, refusal)));
    }
  }

  private async place(
    frame: PageFrame,
    form: TypedHold,
    hold: NewHold,
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

  private checkPage(frame: PageFrame, form: TypedHold, hold: NewHold, busy = false): string {
    const scope = this.words.lines(frame, hold.scope);
    return page(HoldCheckPage({ frame, form, id: hold.id, hold, scope, busy }));
  }
}

/** The id that the checked form carries; a new one where there is none. */
function holdId(request: Request): string {
  const id = HoldFormBody.shape.id.safeParse(typed(request, 'id'));
  return (id.success ? id.data : undefined) ?? uuidv7();
}
