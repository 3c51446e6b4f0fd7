import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { PublishedArticles } from '../../articles/published-articles.js';
import { Allow } from '../../auth/allow.js';
import { Operation } from '../../platform/http/operation.js';
import { lang } from '../../platform/http/text-schemas.js';
import { pageOf, paging } from './page-schema.js';

const PageQuery = z.strictObject({ ...paging, lang });
const ArticleView = z.object({ slug: z.string(), title: z.string(), publishedAt: z.iso.datetime() });

/** The site's articles, as threads of comments. */
@Controller('api/v1/articles')
@Allow('anyone')
export class ArticlesController {
  constructor(private readonly articles: PublishedArticles) {}

  @Get()
  @Operation({
    summary: 'Articles, newest first',
    query: PageQuery,
    answers: { 200: ['A page', pageOf(ArticleView)] },
  })
  list(@Query() query: z.output<typeof PageQuery>) {
    return this.articles.page(query.limit, query.cursor);
  }
}
