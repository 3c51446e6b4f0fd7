import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { ReferenceParams } from '../../api/request-schemas.js';
import { Html } from '../../layout/html.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { wordsOf } from '../../layout/phrase.js';
import { refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import {
  type Answers,
  answersIn,
  type Asker,
  errorsOf,
  kindIn,
  openQuestion,
  type Question,
  questionIn,
  questionsFor,
} from './ask-answers.js';
import { Askers } from './ask-askers.js';
import { AskChecking } from './ask-checking.js';
import { CheckPage, QuestionPage } from './ask-page.js';
import { AskProof } from './ask-proof.js';
import { AskSubmission } from './ask-submission.js';
import { type Checked } from './ask-next.js';
import { presentCheck, presentQuestion } from './ask-view.js';
import { LookIntoMailboxPage } from './sent-page.js';

/**
 * Making a request, one question a page. Answers travel in the forms alone: nothing is kept here before the last button,
 * and nothing that was typed stands in an address.
 */
@Controller('requests')
@Allow('anyone')
export class AskPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly askers: Askers,
    private readonly checking: AskChecking,
    private readonly submission: AskSubmission,
    private readonly proof: AskProof,
  ) {}

  /** `?kind` answers the first question, for links that lead to one kind. */
  @Get('new')
  @Html()
  async begin(
    @Query('kind') kind: unknown,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    const given = typeof kind === 'string' ? { kind } : {};
    const answers = kindIn(given) === undefined ? {} : given;
    const asker = await this.askers.of(principal, answers);
    const question = openQuestion(answers, asker) ?? 'kind';
    return page(QuestionPage(presentQuestion(frame, question, answers, asker)));
  }

  /** Takes an answer and shows what comes after it. */
  @Post('new')
  @HttpCode(200)
  async answer(
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const answers = answersIn(request);
    const frame = await this.frames.of(request);
    const asked = questionIn(typed(request, 'question'));
    const wanted = questionIn(typed(request, 'go'));
    const asker = await this.askers.of(principal, answers);
    const open = openQuestion(answers, asker);
    const kind = kindIn(answers);
    if (wanted !== undefined) return this.ask(response, frame, answers, asker, wanted);
    if (open !== undefined || kind === undefined)
      return this.ask(response, frame, answers, asker, open ?? 'kind', asked);
    const checked = this.checking.of(answers, kind, asker, principal);
    if (typed(request, 'send') === 'true') return this.send(request, response, frame, checked, principal);
    response.type('html').send(page(CheckPage(presentCheck(frame, checked))));
  }

  /** What a guest's request comes to, the same for all. */
  @Get('sent')
  @Html()
  async sent(@Query('reference') reference: unknown, @Req() request: Request): Promise<string> {
    const known = ReferenceParams.safeParse({ reference });
    const frame = await this.frames.of(request);
    return page(LookIntoMailboxPage({ frame, reference: known.data?.reference }));
  }

  /** @param asked the question that was just answered: where it is asked again, its answer was wrong */
  private ask(
    response: Response,
    frame: PageFrame,
    answers: Answers,
    asker: Asker,
    question: Question,
    asked?: Question,
  ): void {
    const fits = questionsFor(answers, asker).includes(question) ? question : 'kind';
    const errors = fits === asked ? errorsOf(fits, answers, asker, wordsOf(frame)) : [];
    if (errors.length > 0) response.status(422);
    response.type('html').send(page(QuestionPage(presentQuestion(frame, fits, answers, asker, errors))));
  }

  private async send(
    request: Request,
    response: Response,
    frame: PageFrame,
    checked: Checked,
    principal: Principal | undefined,
  ): Promise<void> {
    try {
      if (checked.asksPassword) await this.proof.take(principal, request, response);
      const path = await this.submission.send(principal, checked, frame, originOf(request));
      response.redirect(303, linkTo(frame, path));
    } catch (error) {
      const refusal = refusalOf(error);
      const wrong = refusal.status === 401;
      const errors = wrong ? [{ field: 'password', message: wordsOf(frame)('error.wrongPassword') }] : [];
      const view = presentCheck(frame, checked, errors, waitMinutes(refusal));
      showAgain(response, refusal, page(CheckPage(view)));
    }
  }
}
