import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { Article } from './article.js';
import { BanDesk } from './ban-desk.js';
import { BanSweep } from './ban-sweep.js';
import { Bans } from './bans.js';
import { Comment } from './comment.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentPosting } from './comment-posting.js';
import { CommentReading } from './comment-reading.js';
import { LeftComments } from './left-comments.js';

/** What readers write under articles. */
@Module({
  imports: [TypeOrmModule.forFeature([Article, Comment]), AuditModule],
  providers: [BanDesk, Bans, BanSweep, CommentHiding, CommentPosting, CommentReading, LeftComments],
  exports: [BanDesk, Bans, CommentHiding, CommentPosting, CommentReading, LeftComments],
})
export class CommentsModule {}
