import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { isRecent, type Principal } from '../../../auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { dueDates } from '../../../policy/due-dates.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
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
  errorsOf,
  isAboutAnother,
  kindIn,
  openQuestion,
  type Question,
  questionIn,
  questionsFor,
} from './ask-answers.js';
import { CheckPage, LookIntoMailboxPage, QuestionPage } from './ask-page.js';
import { AskProof } from './ask-proof.js';
import { AskSubmission } from './ask-submission.js';
import { type Checked, presentCheck, presentQuestion } from './ask-view.js';

/**
 * Making a request, one question a page. Answers travel in the forms alone: nothing is kept here before the last button,
 * and nothing that was typed stands in an address.
 */
@Controller('requests')
@Allow('anyone')
export class AskPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly submission: AskSubmission,
    private readonly proof: AskProof,
    private readonly config: Config,
    private readonly clock: Clock,
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
    const guest = isGuest(principal);
    const question = openQuestion(answers, guest) ?? 'kind';
    return page(QuestionPage(presentQuestion(frame, question, answers, guest)));
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
    const open = openQuestion(answers, isGuest(principal));
    const kind = kindIn(answers);
    if (wanted !== undefined) {
      this.ask(response, frame, answers, principal, wanted);
    } else if (open !== undefined || kind === undefined) {
      this.ask(response, frame, answers, principal, open ?? 'kind', asked);
    } else if (typed(request, 'send') === 'true') {
      await this.send(request, response, frame, this.checked(answers, kind, principal), principal);
    } else {
      response
        .type('html')
        .send(page(CheckPage(presentCheck(frame, this.checked(answers, kind, principal)))));
    }
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
    principal: Principal | undefined,
    question: Question,
    asked?: Question,
  ): void {
    const guest = isGuest(principal);
    const fits = questionsFor(answers, guest).includes(question) ? question : 'kind';
    const errors = fits === asked ? errorsOf(fits, answers, wordsOf(frame)) : [];
    if (errors.length > 0) response.status(422);
    response.type('html').send(page(QuestionPage(presentQuestion(frame, fits, answers, guest, errors))));
  }

  private async send(
    request: Request,
    response: Response,
    frame: PageFrame,
    checked: Checked,
    principal: Principal | undefined,
  ): Promise<void> {
    const { answers, kind } = checked;
    try {
      if (checked.asksPassword) await this.proof.take(principal, request, response);
      const path = await this.submission.send(principal, answers, kind, {
        locale: frame.locale,
        origin: originOf(request),
      });
      response.redirect(303, linkTo(frame, path));
    } catch (error) {
      const refusal = refusalOf(error);
      const wrong = refusal.status === 401;
      const errors = wrong ? [{ field: 'password', message: wordsOf(frame)('error.wrongPassword') }] : [];
      const view = presentCheck(frame, checked, errors, waitMinutes(refusal));
      showAgain(response, refusal, page(CheckPage(view)));
    }
  }

  private checked(answers: Answers, kind: RequestKind, principal: Principal | undefined): Checked {
    const now = this.clock.now();
    return {
      answers,
      kind,
      guest: isGuest(principal),
      due: dueDates(this.config.regime, kind, now, this.config.zone),
      coolingOff: this.config.coolingOff,
      asksPassword:
        kind === 'erasure' &&
        !isAboutAnother(answers) &&
        principal?.type === 'account' &&
        !isRecent(principal, now),
    };
  }
}

function isGuest(principal: Principal | undefined): boolean {
  return principal?.type !== 'account';
}
