import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ArticlesModule } from '../articles/articles.module.js';
import { AuditFilesModule } from '../audit/audit-files.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditProofModule } from '../audit/audit-proof.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { ErasuresModule } from '../erasures/erasures.module.js';
import { ExportsModule } from '../exports/exports.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { InputChecker } from '../platform/http/input-checker.js';
import { ProblemFilter, ProblemPages } from '../platform/http/problem-filter.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { PdfModule } from '../platform/pdf/pdf.module.js';
import { MediaModule } from '../media/media.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { apiControllers } from './api/api-controllers.js';
import { AccountLocale } from './api/account-locale.js';
import { AuditStaff } from './api/audit-staff.js';
import { AuditPeople } from './api/audit-people.js';
import { GivenFiles } from './api/given-files.js';
import { BundleAccess } from './api/bundle-access.js';
import { BundleSending } from './api/bundle-sending.js';
import { HoldDesk } from './api/hold-desk.js';
import { API_CONTROLLERS } from './api/openapi.controller.js';
import { ChoiceStore, OwnChoice } from './api/own-choice.js';
import { OwnConsents } from './api/own-consents.js';
import { ShownArticle } from './pages/articles/shown-article.js';
import { ImageUpload } from './api/image-upload.js';
import { OwnData } from './api/own-data.js';
import { OwnRestrictions } from './api/own-restrictions.js';
import { ReceiptAccess } from './api/receipt-access.js';
import { RequestLimits } from './api/request-limits.js';
import { Approvals } from './pages/admin/approvals-view.js';
import { CaseCollection } from './pages/admin/case-collection.js';
import { CaseDesk } from './pages/admin/case-desk.js';
import { DashboardCollection } from './pages/admin/dashboard-collection.js';
import { CaseOffers } from './pages/admin/case-offers.js';
import { ErasureParts } from './pages/admin/erasure-parts.js';
import { RestrictionParts } from './pages/admin/restriction-parts.js';
import { CaseProgress } from './pages/admin/case-progress.js';
import { CaseWork } from './pages/admin/case-work.js';
import { LastingPages } from './pages/evidence/lasting-pages.js';
import { PlanWords } from './pages/admin/plan-view.js';
import { QueueDesk } from './pages/admin/queue-desk.js';
import { QueuePages } from './pages/admin/queue-pages.js';
import { LostController } from './lost.controller.js';
import { ArticleDesk } from './pages/comments/article-desk.js';
import { AuditDesk } from './pages/auditor/audit-desk.js';
import { AccountAccess } from './pages/person/account-access.js';
import { Askers } from './pages/person/ask-askers.js';
import { AskChecking } from './pages/person/ask-checking.js';
import { AskProof } from './pages/person/ask-proof.js';
import { AskSubmission } from './pages/person/ask-submission.js';
import { OwnCase } from './pages/person/own-case.js';
import { CaseOutcomes, CasePages } from './pages/person/case-pages.js';
import { HoldPages } from './pages/desks/hold-pages.js';
import { HoldTasks } from './pages/desks/hold-tasks.js';
import { HoldTaskWords } from './pages/desks/hold-task-words.js';
import { ScopeWords } from './pages/desks/scope-words.js';
import { LoginVisitors } from './pages/site/login-visitors.js';
import { ErrorPages } from './pages/site/error-pages.js';
import { pageControllers } from './pages/page-controllers.js';
import { OpenablePages, PAGE_CONTROLLERS } from './pages/openable-pages.js';
import { ChartNumbers } from './pages/charts/chart-numbers.js';
import { PageFrames } from './pages/page-frames.js';
import { CredentialChanges } from './pages/person/credential-changes.js';

/** The top floor: everything that is reached over HTTP. */
@Module({
  imports: [
    AccountsModule,
    ArticlesModule,
    AuditFilesModule,
    AuditModule,
    AuditProofModule,
    AuthModule,
    CommentsModule,
    ConsentModule,
    DiscoveryModule,
    ErasuresModule,
    EvidenceModule,
    ExportsModule,
    HoldsModule,
    LimitsModule,
    MailModule,
    MediaModule,
    PdfModule,
    PersonsModule,
    PolicyModule,
    RequestsModule,
    SourcesModule,
  ],
  // The last one answers whatever none before it does.
  controllers: [...apiControllers, ...pageControllers, LostController],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: InputChecker },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: ProblemPages, useClass: ErrorPages },
    { provide: API_CONTROLLERS, useValue: apiControllers },
    { provide: PAGE_CONTROLLERS, useValue: pageControllers },
    AccountAccess,
    AccountLocale,
    CredentialChanges,
    OwnCase,
    ChoiceStore,
    OwnChoice,
    OwnConsents,
    OwnData,
    OwnRestrictions,
    AskChecking,
    Askers,
    AskProof,
    AskSubmission,
    ArticleDesk,
    AuditDesk,
    AuditPeople,
    AuditStaff,
    BundleAccess,
    BundleSending,
    CaseOutcomes,
    CasePages,
    GivenFiles,
    HoldDesk,
    ImageUpload,
    ShownArticle,
    HoldPages,
    HoldTasks,
    HoldTaskWords,
    LoginVisitors,
    OpenablePages,
    PageFrames,
    ChartNumbers,
    Approvals,
    CaseCollection,
    CaseDesk,
    DashboardCollection,
    CaseOffers,
    CaseProgress,
    CaseWork,
    ErasureParts,
    RestrictionParts,
    LastingPages,
    PlanWords,
    QueueDesk,
    QueuePages,
    ReceiptAccess,
    RequestLimits,
    ScopeWords,
  ],
})
export class WebModule {}
