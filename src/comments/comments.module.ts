import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { Article } from './article.js';
import { BanDesk } from './ban-desk.js';
import { BanSweep } from './ban-sweep.js';
import { Bans } from './bans.js';
import { BlockedWords } from './blocked-words.js';
import { Comment } from './comment.js';
import { CommentChecks } from './comment-checks.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentLimits } from './comment-limits.js';
import { CommentPosting } from './comment-posting.js';
import { CommentReading } from './comment-reading.js';
import { CommentRules } from './comment-rules.js';
import { CommentRuling } from './comment-ruling.js';
import { LeftComments } from './left-comments.js';

/** What readers write under articles. */
@Module({
  imports: [TypeOrmModule.forFeature([Article, Comment]), AuditModule, LimitsModule],
  providers: [
    BanDesk,
    Bans,
    BanSweep,
    BlockedWords,
    CommentChecks,
    CommentHiding,
    CommentLimits,
    CommentPosting,
    CommentReading,
    CommentRules,
    CommentRuling,
    LeftComments,
  ],
  exports: [BanDesk, Bans, CommentHiding, CommentLimits, CommentPosting, CommentReading, LeftComments],
})
export class CommentsModule {}
