import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { PublishedArticles } from '../../../articles/published-articles.js';
import { Allow } from '../../../auth/allow.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { CommentForm } from '../../../comments/comment-fields.js';
import { CommenterCookie } from '../../../comments/commenter-cookie.js';
import { CommentPasses } from '../../../comments/comment-passes.js';
import { CommentPosting } from '../../../comments/comment-posting.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { linkTo } from '../../layout/frame.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { ArticleDesk } from './article-desk.js';
import { ArticlePage } from './article-page.js';
import { ArticlesPage } from './articles-page.js';
import { ownCommentPath } from './own-comment-pages.controller.js';

const ROWS = 30;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });

/** The site's articles and what readers write under them. */
@Controller('articles')
@Allow('anyone')
export class ArticlePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly published: PublishedArticles,
    private readonly desk: ArticleDesk,
    private readonly posting: CommentPosting,
    private readonly passes: CommentPasses,
    private readonly cookie: CommenterCookie,
  ) {}

  @Get()
  @Html()
  async list(@Query() query: unknown, @Req() request: Request): Promise<string> {
    const { cursor } = cursors.parse(query);
    const frame = await this.frames.of(request);
    const { items, next } = await this.published.page(ROWS, cursor);
    const articles = items.map(({ slug, title, publishedAt }) => ({
      path: `/articles/${encodeURIComponent(slug)}`,
      title,
      at: publishedAt.toISOString(),
      writtenAt: writtenInstant(publishedAt, frame.locale, frame.zone),
    }));
    const first = cursor === undefined;
    return page(ArticlesPage({ frame, articles, first, next: next ?? undefined }));
  }

  @Get(':slug')
  @Html()
  article(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.show(slug, request, response);
  }

  /** Loads what was asked for, in this answer alone: an address that did it would do it to whoever follows a link. */
  @Post(':slug/embeds')
  @HttpCode(200)
  @Html()
  load(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.show(slug, request, response);
  }

  @Post(':slug')
  async post(
    @Param('slug') slug: string,
    @MaybePrincipal() principal: Principal | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const accountId = principal?.type === 'account' ? principal.accountId : undefined;
    const origin = originOf(request);
    try {
      const form = checkForm(CommentForm, sentForm(request, accountId !== undefined));
      const { id } = await this.posting.post(slug, form, { accountId, origin });
      if (accountId === undefined)
        this.cookie.answer(request, response, form, typed(request, 'remember') === 'true');
      const path = ownCommentPath(id, accountId === undefined ? this.passes.of(id) : undefined);
      response.redirect(303, linkTo(this.frames.make(request), path));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      showAgain(
        response,
        refusal,
        page(ArticlePage(await this.desk.again(frame, { request, response }, slug, refusal))),
      );
    }
  }

  @Post(':slug/forget')
  @HttpCode(303)
  forget(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): void {
    this.cookie.clear(response);
    const path = `/articles/${encodeURIComponent(slug)}`;
    response.redirect(303, doneAt(this.frames.make(request), path, 'done.commenterForgotten'));
  }

  private async show(slug: string, request: Request, response: Response): Promise<string> {
    const frame = await this.frames.of(request);
    return page(ArticlePage(await this.desk.article(frame, { request, response }, slug)));
  }
}

/** An empty line counts as left out, but for what a guest must give. */
function sentForm(request: Request, isMember: boolean): Record<string, string | undefined> {
  const orNone = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const body = typed(request, 'body');
  const parentId = orNone(typed(request, 'parentId'));
  if (isMember) return { body, parentId };
  return {
    body,
    parentId,
    name: typed(request, 'name'),
    email: typed(request, 'email'),
    website: orNone(typed(request, 'website')),
  };
}
