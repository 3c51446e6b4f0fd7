import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { CommentModeration, MODERATION_ACTS } from '../../../comments/comment-moderation.js';
import { CommentQueue, QUEUE_STATUSES } from '../../../comments/comment-queue.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { invalidField } from '../../../platform/http/problem.js';
import { emailAddress } from '../../../platform/http/text-schemas.js';
import { Html } from '../../layout/html.js';
import { linkTo } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, typedAll } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { ModerationPage } from './moderation-page.js';
import { presentModerated } from './moderation-view.js';

const ROWS = 25;
const statuses = z.enum(QUEUE_STATUSES).catch('pending');
const queries = z.object({
  status: statuses,
  cursor: z.string().min(1).max(2000).optional().catch(undefined),
});
const searchForm = z.object({ email: emailAddress, cursor: z.string().min(1).max(2000).optional() });
const acts = z.enum(MODERATION_ACTS);

/** Looking through comments, and approving, marking and putting away one or several. */
@Controller('admin/comments')
@Allow('admin')
export class ModerationPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly queue: CommentQueue,
    private readonly moderation: CommentModeration,
  ) {}

  @Get()
  @Html()
  async list(
    @Query() query: unknown,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
  ): Promise<string> {
    const { status, cursor } = queries.parse(query);
    const frame = await this.frames.of(request);
    const { items, next } = await this.queue.list(
      { accountId, origin: originOf(request) },
      status,
      ROWS,
      cursor,
    );
    const comments = items.map((item) => presentModerated(frame, item, status));
    const first = cursor === undefined;
    return page(
      ModerationPage({ frame, status, comments, first, next: next ?? undefined, email: '', errors: [] }),
    );
  }

  /** A button beside a comment names it (`approve:{id}`); one below the list is about all that are ticked. */
  @Post()
  async act(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [name, id] = typed(request, 'one').split(':');
    const act = acts.safeParse(id === undefined ? typed(request, 'act') : name);
    if (!act.success) throw invalidField('/act', 'Choose what is to be done.');
    const ids = (id === undefined ? typedAll(request, 'chosen') : [id]).filter(
      (one) => z.uuid().safeParse(one).success,
    );
    const moved = await this.moderation.several({ accountId, origin: originOf(request) }, act.data, ids);
    const status = statuses.parse(typed(request, 'status'));
    const done = moved === 0 ? 'nothingModerated' : 'moderated';
    const path = `/admin/comments?status=${status}&done=${done}`;
    response.redirect(303, linkTo(this.frames.make(request), path));
  }

  @Post('search')
  @HttpCode(200)
  async search(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const email = typed(request, 'email');
    const view = { frame, first: true, email };
    try {
      const form = checkForm(searchForm, { email, cursor: typed(request, 'cursor') || undefined });
      const official = { accountId, origin: originOf(request) };
      const { items, next } = await this.queue.search(official, form.email, ROWS, form.cursor);
      const comments = items.map((item) => presentModerated(frame, item));
      response.type('html');
      response.send(page(ModerationPage({ ...view, comments, next: next ?? undefined, errors: [] })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { email: 'error.email' });
      showAgain(response, refusal, page(ModerationPage({ ...view, comments: [], errors })));
    }
  }
}
