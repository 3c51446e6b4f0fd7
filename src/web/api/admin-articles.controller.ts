import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { ArticleLists } from '../../articles/article-lists.js';
import { ArticleChange, ArticleForm, type WrittenArticle } from '../../articles/article-form.js';
import { ArticleWriting } from '../../articles/article-writing.js';
import { LastArticleCookie } from '../../articles/last-article-cookie.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { originOf } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { lang } from '../../platform/http/text-schemas.js';
import { pageOf, paging } from './page-schema.js';
import { LASTS } from '../../policy/written.js';

const PageQuery = z.strictObject({ ...paging, lang });
const ArticleParams = z.object({ id: z.uuid() });
const EntryView = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  publishedAt: z.iso.datetime().nullable(),
});
const ArticleView = EntryView.extend({
  body: z
    .string()
    .describe('Alone on a line: `/media/{id}` shows an image, an `https` address embeds another site.'),
  version: z.int().describe('Rises each time it is saved; PUT names the one it changes.'),
});
const SAVED = `The article; a cookie holds its id for ${LASTS.lastArticle}`;

/** Articles, as admins write them. */
@Controller('api/v1/admin/articles')
@Allow('admin')
export class AdminArticlesController {
  constructor(
    private readonly lists: ArticleLists,
    private readonly writing: ArticleWriting,
    private readonly cookie: LastArticleCookie,
  ) {}

  @Get()
  @Operation({
    summary: 'Articles and drafts, the latest begun first',
    query: PageQuery,
    answers: { 200: ['A page', pageOf(EntryView)] },
  })
  list(@Query() query: z.output<typeof PageQuery>) {
    return this.lists.all(query.limit, query.cursor);
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Write an article, or a draft',
    body: ArticleForm,
    answers: { 201: [SAVED, ArticleView] },
  })
  async create(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: ArticleForm,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WrittenArticle> {
    const article = await this.writing.create(body, { accountId, origin: originOf(request) });
    this.cookie.set(response, article.id);
    return article;
  }

  @Get(':id')
  @Operation({
    summary: 'An article, or a draft',
    params: ArticleParams,
    answers: { 200: ['The article', ArticleView], 404: ['No such article'] },
  })
  one(@Param('id') id: string): Promise<WrittenArticle> {
    return this.writing.one(id);
  }

  @Put(':id')
  @Operation({
    summary: 'Edit an article, publish it, or take it back to a draft',
    params: ArticleParams,
    body: ArticleChange,
    answers: {
      200: [SAVED, ArticleView],
      404: ['No such article'],
      409: ['It was saved since `version`; nothing is overwritten'],
    },
  })
  async change(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() body: ArticleChange,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WrittenArticle> {
    const article = await this.writing.change(id, body, { accountId, origin: originOf(request) });
    this.cookie.set(response, article.id);
    return article;
  }
}
