import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { CommentModeration, type ModerationAct } from '../../comments/comment-moderation.js';
import { CommentQueue, type QueuePage } from '../../comments/comment-queue.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import {
  CommentIdParams,
  CommentSearchBody,
  ModeratedView,
  QueuedCommentView,
  QueueQuery,
} from './comment-schemas.js';
import { pageOf } from './page-schema.js';
import { EmptyBody } from './request-schemas.js';

const act = (summary: string) => ({
  summary,
  params: CommentIdParams,
  body: EmptyBody,
  bodyOptional: true,
  answers: {
    200: ['What it is now', ModeratedView],
    404: ['No such comment'],
    409: ['Its author has taken it back'],
  } as const,
});

/** Moderation. Each list names addresses, IPs and user agents, and is an event of the log. */
@Controller('api/v1/admin/comments')
@Allow('admin')
export class AdminCommentsController {
  constructor(
    private readonly queue: CommentQueue,
    private readonly moderation: CommentModeration,
  ) {}

  @Get()
  @Operation({
    summary: 'Comments by status: those that wait, oldest first; others, newest first. Each look is logged',
    query: QueueQuery,
    answers: { 200: ['A page', pageOf(QueuedCommentView)] },
  })
  async list(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Query() { status, limit, cursor }: z.output<typeof QueueQuery>,
    @CallOrigin() origin: Origin,
  ) {
    return present(await this.queue.list({ accountId, origin }, status, limit, cursor));
  }

  @Post('search')
  @HttpCode(200)
  @Operation({
    summary: 'All comments under an address, newest first; posted, so that no address enters a path. Logged',
    body: CommentSearchBody,
    answers: { 200: ['A page', pageOf(QueuedCommentView)], 429: ['Too many'] },
  })
  async search(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() { email, limit, cursor }: z.output<typeof CommentSearchBody>,
    @CallOrigin() origin: Origin,
  ) {
    return present(await this.queue.search({ accountId, origin }, email, limit, cursor));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Operation(act('Publish a comment'))
  approve(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    return this.move('approve', principal, id, origin);
  }

  @Post(':id/spam')
  @HttpCode(200)
  @Operation(act('Mark a comment as spam'))
  spam(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    return this.move('spam', principal, id, origin);
  }

  @Post(':id/trash')
  @HttpCode(200)
  @Operation(act('Put a comment into the trash; nothing of it is erased'))
  trash(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    return this.move('trash', principal, id, origin);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Operation(act('Let a comment that is spam or in the trash wait again'))
  restore(
    @CurrentPrincipal() principal: AccountPrincipal,
    @Param('id') id: string,
    @CallOrigin() origin: Origin,
  ) {
    return this.move('restore', principal, id, origin);
  }

  private async move(step: ModerationAct, { accountId }: AccountPrincipal, id: string, origin: Origin) {
    return { id, status: await this.moderation.one({ accountId, origin }, step, id) };
  }
}

function present({ items, next }: QueuePage) {
  return {
    items: items.map(
      ({ createdAt, articleSlug, articleTitle, ...comment }): z.input<typeof QueuedCommentView> => ({
        ...comment,
        reasons: [...comment.reasons],
        createdAt: createdAt.toISOString(),
        article: { slug: articleSlug, title: articleTitle },
      }),
    ),
    next,
  };
}
