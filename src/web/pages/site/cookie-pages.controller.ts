import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { ChoiceCookie } from '../../../consent/choice-cookie.js';
import { CookieChoices } from '../../../consent/cookie-choices.js';
import { PolicyCookies } from '../../../policy/policy-cookies.js';
import { AnswerKinds, OptionalCategories } from '../../api/choice-schemas.js';
import { OwnChoice } from '../../api/own-choice.js';
import { BannerAnswered } from '../../layout/cookie-banner.js';
import { fragment, page } from '../../layout/page.js';
import { checkForm, typed, typedAll } from '../form-input.js';
import { localPath } from '../local-path.js';
import { backWithDone } from '../with-done.js';
import { PageFrames } from '../page-frames.js';
import { CookiesPage } from './cookies-page.js';
import { presentCookies } from './cookies-view.js';

const AnswerForm = z.strictObject({ answer: AnswerKinds, accepted: OptionalCategories });

/** The list of cookies, and the answers to the banner. */
@Controller('cookies')
@Allow('anyone')
export class CookiePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly choices: CookieChoices,
    private readonly own: OwnChoice,
    private readonly cookie: ChoiceCookie,
    private readonly names: PolicyCookies,
  ) {}

  /** `?back` is where the visitor was, and goes back to after the answer. */
  @Get()
  async list(
    @Query('back') back: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const current = await this.choices.current(request);
    const frame = await this.frames.of(request);
    // An answer that is not kept any more, as after an erasure, is given anew.
    const orphan = current.choice === undefined && !this.choices.asks(request);
    if (orphan) this.cookie.clear(response);
    const shown = orphan ? { ...frame, banner: { signal: current.gpc } } : frame;
    const call = { request, names: this.names };
    response.type('html').send(page(CookiesPage(presentCookies(shown, call, current, localPath(back)))));
  }

  /** Goes back to where the visitor was. To a script it answers with what stands in the banner's place. */
  @Post('choice')
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = checkForm(AnswerForm, {
      answer: typed(request, 'answer'),
      accepted: typedAll(request, 'accepted'),
    });
    const frame = this.frames.make(request);
    await this.own.answer(request, response, frame.locale, { how: form.answer, accepted: form.accepted });
    if (request.headers['hx-request'] === 'true') {
      response.type('html').send(fragment(BannerAnswered({ frame })));
      return;
    }
    const back = localPath(typed(request, 'back')) ?? '/cookies';
    response.redirect(303, backWithDone(frame, back, 'done.choice'));
  }

  @Post('withdraw')
  async withdraw(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.own.withdraw(request);
    response.redirect(303, backWithDone(this.frames.make(request), '/cookies', 'done.choiceWithdrawn'));
  }
}
