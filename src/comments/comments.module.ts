import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { Article } from './article.js';
import { Comment } from './comment.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentPosting } from './comment-posting.js';
import { CommentReading } from './comment-reading.js';

/** What readers write under articles. */
@Module({
  imports: [TypeOrmModule.forFeature([Article, Comment]), AuditModule],
  providers: [CommentHiding, CommentPosting, CommentReading],
  exports: [CommentHiding, CommentPosting, CommentReading],
})
export class CommentsModule {}
