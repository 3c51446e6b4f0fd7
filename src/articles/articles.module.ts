import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MediaModule } from '../media/media.module.js';
import { ArticleLists } from './article-lists.js';
import { ArticleWriting } from './article-writing.js';
import { LastArticleCookie } from './last-article-cookie.js';

/** What the site publishes, as admins write it. Readers get it from the room of comments. */
@Module({
  imports: [AuditModule, MediaModule],
  providers: [ArticleLists, ArticleWriting, LastArticleCookie],
  exports: [ArticleLists, ArticleWriting, LastArticleCookie],
})
export class ArticlesModule {}
