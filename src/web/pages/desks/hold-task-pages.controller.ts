import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { doneAt } from '../done-link.js';
import { HoldPages } from './hold-pages.js';
import { HoldTaskPage } from './hold-task-page.js';
import { HoldTaskWords } from './hold-task-words.js';
import { HoldTasks, type TaskForm, type TaskPath } from './hold-tasks.js';

const SENTENCES = { reason: 'error.deskReason', reviewOn: 'error.holdReview' } as const;

/** What can be done about a hold, each on a page of its own: asking for its release or confirming it, keeping it, reviewing it. */
@Controller('admin/holds/:id')
@Allow('admin')
export class HoldTaskPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: HoldPages,
    private readonly tasks: HoldTasks,
    private readonly words: HoldTaskWords,
  ) {}

  /** Asks where nobody has, and confirms what somebody else asked for. */
  @Get('release')
  @Html()
  releaseForm(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return this.form('release', id, admin, request);
  }

  @Post('release')
  @HttpCode(200)
  release(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.act('release', id, admin, request, response);
  }

  @Get('keep')
  @Html()
  keepForm(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return this.form('keep', id, admin, request);
  }

  @Post('keep')
  @HttpCode(200)
  keep(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.act('keep', id, admin, request, response);
  }

  @Get('review')
  @Html()
  reviewForm(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    return this.form('review', id, admin, request);
  }

  @Post('review')
  @HttpCode(200)
  review(
    @Param('id') id: string,
    @CurrentPrincipal() admin: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.act('review', id, admin, request, response);
  }

  private async act(
    path: TaskPath,
    text: string,
    { accountId }: AccountPrincipal,
    request: Request,
    response: Response,
  ): Promise<void> {
    const id = readId(text);
    const form = { reason: typed(request, 'reason'), reviewOn: typed(request, 'reviewOn') };
    try {
      const done = await this.tasks.take(path, { accountId, origin: originOf(request) }, id, form);
      response.redirect(303, doneAt(this.frames.make(request), `/admin/holds/${id}`, done));
    } catch (error) {
      const busy = error instanceof Problem && error.code === 'gate-busy';
      const refusal = busy ? error : refusalOf(error);
      const errors = fieldErrors(await this.frames.of(request), refusal, SENTENCES);
      showAgain(response, refusal, await this.form(path, id, { accountId }, request, { form, errors, busy }));
    }
  }

  /** @throws Problem 404, 403 `own-case`, and 409 where whoever asks cannot do it */
  private async form(
    path: TaskPath,
    text: string,
    { accountId }: Pick<AccountPrincipal, 'accountId'>,
    request: Request,
    before?: { readonly form: TaskForm; readonly errors: readonly FieldError[]; readonly busy: boolean },
  ): Promise<string> {
    const frame = await this.frames.of(request);
    const shown = await this.pages.show(frame, { accountId, origin: originOf(request) }, readId(text));
    const view = this.words.present(frame, shown, path);
    const {
      form = { reason: '', reviewOn: shown.file.hold.reviewOn },
      errors = [],
      busy = false,
    } = before ?? {};
    return page(HoldTaskPage({ ...view, ...form, errors, busy }));
  }
}
