import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ArticlesModule } from '../articles/articles.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { BanDesk } from './ban-desk.js';
import { BanSweep } from './ban-sweep.js';
import { Bans } from './bans.js';
import { BlockedWordDesk } from './blocked-word-desk.js';
import { BlockedWords } from './blocked-words.js';
import { Comment } from './comment.js';
import { CommentChecks } from './comment-checks.js';
import { CommentEditing } from './comment-editing.js';
import { HeldComments } from './held-comments.js';
import { CommentHiding } from './comment-hiding.js';
import { CommentLimits } from './comment-limits.js';
import { CommentModeration } from './comment-moderation.js';
import { CommentPasses } from './comment-passes.js';
import { CommentPosting } from './comment-posting.js';
import { CommentQueue } from './comment-queue.js';
import { CommenterCookie } from './commenter-cookie.js';
import { CommentReading } from './comment-reading.js';
import { CommentRules } from './comment-rules.js';
import { CommentRuling } from './comment-ruling.js';
import { SpamCheck } from './spam-check.js';
import { SpamCheckHandler } from './spam-check-handler.js';
import { OwnComments } from './own-comments.js';
import { LeftComments } from './left-comments.js';
import { ShownAuthors } from './shown-authors.js';

/** What readers write under articles. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Comment]),
    ArticlesModule,
    AuditModule,
    HoldsModule,
    LimitsModule,
    PersonsModule,
    PolicyModule,
  ],
  providers: [
    BanDesk,
    Bans,
    BanSweep,
    BlockedWordDesk,
    BlockedWords,
    CommentChecks,
    CommentEditing,
    CommentHiding,
    CommentLimits,
    CommentModeration,
    CommentPasses,
    CommentPosting,
    CommentQueue,
    CommenterCookie,
    CommentReading,
    CommentRules,
    CommentRuling,
    HeldComments,
    LeftComments,
    OwnComments,
    ShownAuthors,
    SpamCheck,
    SpamCheckHandler,
  ],
  exports: [
    BanDesk,
    Bans,
    BlockedWordDesk,
    CommentEditing,
    CommentHiding,
    CommentLimits,
    CommentModeration,
    CommentPasses,
    CommentPosting,
    CommentQueue,
    CommenterCookie,
    CommentReading,
    CommentRules,
    LeftComments,
    OwnComments,
    ShownAuthors,
    SpamCheck,
  ],
})
export class CommentsModule {}
