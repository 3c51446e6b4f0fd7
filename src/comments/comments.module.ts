import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { Article } from './article.js';
import { BanDesk } from './ban-desk.js';
import { BanSweep } from './ban-sweep.js';
import { Bans } from './bans.js';
import { BlockedWordDesk } from './blocked-word-desk.js';
import { BlockedWords } from './blocked-words.js';
import { Comment } from './comment.js';
import { CommentChecks } from './comment-checks.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentLimits } from './comment-limits.js';
import { CommentModeration } from './comment-moderation.js';
import { CommentPosting } from './comment-posting.js';
import { CommentQueue } from './comment-queue.js';
import { CommentReading } from './comment-reading.js';
import { CommentRules } from './comment-rules.js';
import { CommentRuling } from './comment-ruling.js';
import { SpamCheck } from './spam-check.js';
import { SpamCheckHandler } from './spam-check-handler.js';
import { LeftComments } from './left-comments.js';

/** What readers write under articles. */
@Module({
  imports: [TypeOrmModule.forFeature([Article, Comment]), AuditModule, LimitsModule],
  providers: [
    BanDesk,
    Bans,
    BanSweep,
    BlockedWordDesk,
    BlockedWords,
    CommentChecks,
    CommentHiding,
    CommentLimits,
    CommentModeration,
    CommentPosting,
    CommentQueue,
    CommentReading,
    CommentRules,
    CommentRuling,
    LeftComments,
    SpamCheck,
    SpamCheckHandler,
  ],
  exports: [
    BanDesk,
    Bans,
    BlockedWordDesk,
    CommentHiding,
    CommentLimits,
    CommentModeration,
    CommentPosting,
    CommentQueue,
    CommentReading,
    LeftComments,
  ],
})
export class CommentsModule {}
