import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Allow } from '../../../auth/allow.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { CommentEditing } from '../../../comments/comment-editing.js';
import { CommentEdit, LONGEST_COMMENT } from '../../../comments/comment-fields.js';
import { CommentLimits } from '../../../comments/comment-limits.js';
import { type CommentAsker, OwnComments } from '../../../comments/own-comments.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { OwnCommentPage, type OwnCommentView } from './own-comment-page.js';

/** Where a comment can be changed: a member needs no token. */
export function ownCommentPath(id: string, token?: string): string {
  return token === undefined ? `/comments/${id}/edit` : `/comments/${id}/edit/${token}`;
}

/** A new comment of one's own, by session or by the token of its link. Opening the link changes nothing. */
@Controller('comments/:id/edit')
@Allow('anyone')
export class OwnCommentPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly own: OwnComments,
    private readonly editing: CommentEditing,
    private readonly limits: CommentLimits,
  ) {}

  @Get(['', ':token'])
  @Html()
  async look(
    @Param('id') id: string,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    return page(OwnCommentPage(await this.view(frame, readId(id), askerOf(request, principal))));
  }

  /** Stands before the other: `withdraw` is no token. */
  @Post(['withdraw', ':token/withdraw'])
  async withdraw(
    @Param('id') text: string,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const id = readId(text);
    const asker = askerOf(request, principal);
    const { article } = await this.own.look(id, asker);
    await this.editing.withdraw(id, asker);
    const path = `/articles/${encodeURIComponent(article.slug)}`;
    response.redirect(303, doneAt(this.frames.make(request), path, 'done.commentWithdrawn'));
  }

  @Post(['', ':token'])
  async edit(
    @Param('id') text: string,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const id = readId(text);
    const asker = askerOf(request, principal);
    try {
      const { body } = checkForm(CommentEdit, { body: typed(request, 'body') });
      await this.limits.take(originOf(request), {});
      await this.editing.edit(id, asker, body);
      const path = ownCommentPath(id, asker.token);
      response.redirect(303, doneAt(this.frames.make(request), path, 'done.commentChanged'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const shown = await this.view(frame, id, asker);
      const errors = fieldErrors(frame, refusal, { body: 'error.commentBody' });
      const view = { ...shown, body: typed(request, 'body'), errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(OwnCommentPage(view)));
    }
  }

  private async view(frame: PageFrame, id: string, asker: CommentAsker): Promise<OwnCommentView> {
    const { comment, article, until } = await this.own.look(id, asker);
    return {
      frame,
      article: article.title,
      articlePath: `/articles/${encodeURIComponent(article.slug)}`,
      path: ownCommentPath(id, asker.token),
      isPublished: comment.status === 'approved',
      until: writtenInstant(until, frame.locale, frame.zone),
      body: comment.body,
      most: LONGEST_COMMENT,
      errors: [],
    };
  }
}

function askerOf(request: Request, principal: Principal | undefined): CommentAsker {
  const { token } = request.params;
  return {
    accountId: principal?.type === 'account' ? principal.accountId : undefined,
    token: typeof token === 'string' ? token : undefined,
  };
}
