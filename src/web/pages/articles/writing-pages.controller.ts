import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { ArticleLists } from '../../../articles/article-lists.js';
import { ArticleChange, ArticleForm, type WrittenArticle } from '../../../articles/article-form.js';
import { ArticleWriting, type Editor } from '../../../articles/article-writing.js';
import { LastArticleCookie } from '../../../articles/last-article-cookie.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Problem } from '../../../platform/http/problem.js';
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
    return this.save(request, response, undefined, ({ version: _none, ...fields }) =>
      this.writing.create(checkForm(ArticleForm, fields), editor),
    );
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
    const article = readId(id);
    return this.save(request, response, article, (fields) =>
      this.writing.change(article, checkForm(ArticleChange, fields), editor),
    );
  }

  private async save(
    request: Request,
    response: Response,
    id: string | undefined,
    write: (fields: SentFields) => Promise<WrittenArticle>,
  ): Promise<void> {
    const fields = sentFields(request);
    try {
      const article = await write(fields);
      this.cookie.set(response, article.id);
      response.redirect(303, doneAt(this.frames.make(request), pathOf(article.id), 'done.articleSaved'));
    } catch (error) {
      const overtaken = id !== undefined && isOvertaken(error) ? await this.writing.one(id) : undefined;
      const refusal = isOvertaken(error) ? error : refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      const version = overtaken?.version ?? (id === undefined ? undefined : fields.version);
      const view = { ...fields, frame, id, overtaken, version, errors };
      showAgain(response, refusal, page(ArticleFormPage(view)));
    }
  }
}

type SentFields = ReturnType<typeof sentFields>;

function sentFields(request: Request) {
  return {
    title: typed(request, 'title'),
    slug: typed(request, 'slug').trim(),
    body: typed(request, 'body').replace(/\r\n/g, '\n'),
    published: typed(request, 'published') === 'true',
    version: Number(typed(request, 'version')),
  };
}

/** Whether another editor saved the article first. */
function isOvertaken(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'article-changed';
}

function pathOf(id: string): string {
  return `/admin/articles/${id}`;
}
