import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { ArticleLists } from '../../../articles/article-lists.js';
import { ArticleForm, type WrittenArticle } from '../../../articles/article-form.js';
import { ArticleWriting, type Editor } from '../../../articles/article-writing.js';
import { LastArticleCookie } from '../../../articles/last-article-cookie.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { ArticleFormPage } from './article-form-page.js';
import { ArticleListPage } from './article-list-page.js';

const ROWS = 50;
const cursors = z.object({ cursor: z.string().min(1).max(2000).optional().catch(undefined) });
const SENTENCES = {
  title: 'error.articleTitle',
  slug: 'error.articleSlug',
  body: 'error.articleBody',
} as const;

/** Where admins write articles. */
@Controller('admin/articles')
@Allow('admin')
export class WritingPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly lists: ArticleLists,
    private readonly writing: ArticleWriting,
    private readonly cookie: LastArticleCookie,
  ) {}

  @Get()
  @Html()
  async list(@Query() query: unknown, @Req() request: Request): Promise<string> {
    const { cursor } = cursors.parse(query);
    const frame = await this.frames.of(request);
    const { items, next } = await this.lists.all(ROWS, cursor);
    const last = this.cookie.read(request);
    return page(
      ArticleListPage({
        frame,
        articles: items.map(({ id, title, publishedAt }) => ({
          path: pathOf(id),
          title,
          publishedAt:
            publishedAt === null ? undefined : writtenInstant(publishedAt, frame.locale, frame.zone),
        })),
        lastPath: last && pathOf(last),
        first: cursor === undefined,
        next: next ?? undefined,
      }),
    );
  }

  @Get('new')
  @Html()
  async blank(@Req() request: Request): Promise<string> {
    const empty = { slug: '', title: '', body: '', published: false, errors: [] };
    return page(ArticleFormPage({ frame: await this.frames.of(request), ...empty }));
  }

  @Post('new')
  create(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const editor = { accountId, origin: originOf(request) };
    return this.save(request, response, undefined, (form) => this.writing.create(form, editor));
  }

  @Get(':id')
  @Html()
  async form(@Param('id') id: string, @Req() request: Request): Promise<string> {
    const article = await this.writing.one(readId(id));
    const published = article.publishedAt !== null;
    const seePath = published ? `/articles/${encodeURIComponent(article.slug)}` : undefined;
    const view = { ...article, published, ...(seePath === undefined ? {} : { seePath }), errors: [] };
    return page(ArticleFormPage({ frame: await this.frames.of(request), ...view }));
  }

  @Post(':id')
  change(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const editor: Editor = { accountId, origin: originOf(request) };
    return this.save(request, response, readId(id), (form) => this.writing.change(readId(id), form, editor));
  }

  private async save(
    request: Request,
    response: Response,
    id: string | undefined,
    write: (form: ArticleForm) => Promise<WrittenArticle>,
  ): Promise<void> {
    const [title, slug, body] = [typed(request, 'title'), typed(request, 'slug'), typed(request, 'body')];
    const published = typed(request, 'published') === 'true';
    try {
      const fields = { title, slug: slug.trim(), body: body.replace(/\r\n/g, '\n'), published };
      const article = await write(checkForm(ArticleForm, fields));
      this.cookie.set(response, article.id);
      response.redirect(303, doneAt(this.frames.make(request), pathOf(article.id), 'done.articleSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      const view = { frame, ...(id === undefined ? {} : { id }), title, slug, body, published, errors };
      showAgain(response, refusal, page(ArticleFormPage(view)));
    }
  }
}

function pathOf(id: string): string {
  return `/admin/articles/${id}`;
}
