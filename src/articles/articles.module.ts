import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ArticleImages } from './article-images.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ArticleLists } from './article-lists.js';
import { ArticleWriting } from './article-writing.js';
import { LastArticleCookie } from './last-article-cookie.js';
import { PublishedArticles } from './published-articles.js';

/** What the site publishes, as admins write it and readers get it. */
@Module({
  imports: [AuditModule, PolicyModule],
  providers: [ArticleImages, ArticleLists, ArticleWriting, LastArticleCookie, PublishedArticles],
  exports: [ArticleImages, ArticleLists, ArticleWriting, LastArticleCookie, PublishedArticles],
})
export class ArticlesModule {}
