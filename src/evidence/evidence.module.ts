import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ArticlesModule } from '../articles/articles.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { ErasuresModule } from '../erasures/erasures.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { MediaModule } from '../media/media.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { CHECK_CLASSES } from './checks.js';
import { ToldCookies } from './checks/cookie-checks.js';
import { OverdueReviews } from './overdue-reviews.js';
import { OwnPages } from './own-pages.js';
import { PromiseCheckJob, PromiseChecks } from './promise-checks.js';
import { PromiseNews } from './promise-news.js';
import { KeepingHolds, RetentionOutlook } from './retention-outlook.js';
import { SeenPromises } from './seen-promises.js';

/** What shows that the portal keeps its policy: the dry run of retention, and checks of the promises. */
@Module({
  imports: [
    AccountsModule,
    ArticlesModule,
    AuditModule,
    AuthModule,
    CommentsModule,
    ConsentModule,
    ErasuresModule,
    HoldsModule,
    MediaModule,
    PolicyModule,
    SourcesModule,
  ],
  providers: [
    ...CHECK_CLASSES,
    KeepingHolds,
    OverdueReviews,
    OwnPages,
    PromiseCheckJob,
    PromiseChecks,
    PromiseNews,
    RetentionOutlook,
    SeenPromises,
    ToldCookies,
  ],
  exports: [PromiseChecks, RetentionOutlook, SeenPromises],
})
export class EvidenceModule {}
