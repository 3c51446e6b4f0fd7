import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { officeDay } from '../../../platform/clock/office-day.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { type Problem } from '../../../platform/http/problem.js';
import { OfficeIntake } from '../../../requests/office-intake.js';
import { officeInstant } from '../../api/office-instant.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { wordsOf } from '../../layout/phrase.js';
import { fieldErrors } from '../field-errors.js';
import { refusalOf, showAgain } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { checkLetter, emptyLetter, LETTER_SENTENCES, typedLetter } from './letter-form.js';
import { LetterPage } from './letter-page.js';

/** Recording a request that came by letter, by mail or in person. */
@Controller('admin/requests/new')
@Allow('admin')
export class LetterPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly intake: OfficeIntake,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Html()
  async form(@Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    const form = emptyLetter(frame.locale, officeDay(this.clock.now(), frame.zone));
    return page(LetterPage({ frame, form, errors: [] }));
  }

  @Post()
  async record(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const form = typedLetter(request);
    try {
      const checked = checkLetter(form);
      const receivedAt = officeInstant(checked.receivedAt, frame.zone);
      const { reference } = await this.intake.add(
        accountId,
        { ...checked, receivedAt },
        frame.locale,
        originOf(request),
      );
      response.redirect(303, doneAt(frame, `/admin/requests/${reference}`, 'done.letter.recorded'));
    } catch (error) {
      const refusal = refusalOf(error);
      showAgain(response, refusal, page(LetterPage({ frame, form, errors: letterErrors(frame, refusal) })));
    }
  }
}

/** The scope is one field of this form. */
function letterErrors(frame: PageFrame, refusal: Problem): FieldError[] {
  const comments = wordsOf(frame)('error.letter.comments');
  return fieldErrors(frame, refusal, LETTER_SENTENCES).map((error) =>
    error.field.startsWith('scope') ? { field: 'comments', message: comments } : error,
  );
}
