import { Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditFilesModule } from '../audit/audit-files.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { ErasuresModule } from '../erasures/erasures.module.js';
import { ExportsModule } from '../exports/exports.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { InputChecker } from '../platform/http/input-checker.js';
import { ProblemFilter, ProblemPages } from '../platform/http/problem-filter.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { PdfModule } from '../platform/pdf/pdf.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { AccountLinksController } from './api/account-links.controller.js';
import { AccountLocale } from './api/account-locale.js';
import { AdminCaseWorkController } from './api/admin-case-work.controller.js';
import { AdminDecisionsController } from './api/admin-decisions.controller.js';
import { AdminHoldsController } from './api/admin-holds.controller.js';
import { AdminErasuresController } from './api/admin-erasures.controller.js';
import { AdminSourcesController } from './api/admin-sources.controller.js';
import { AdminRequestsController } from './api/admin-requests.controller.js';
import { ApiTokensController } from './api/api-tokens.controller.js';
import { AuditPeople } from './api/audit-people.js';
import { AuditFilesController } from './api/audit-files.controller.js';
import { AuditController } from './api/audit.controller.js';
import { AuthController } from './api/auth.controller.js';
import { BansController } from './api/bans.controller.js';
import { BundleAccess } from './api/bundle-access.js';
import { BundleSending } from './api/bundle-sending.js';
import { BundleController } from './api/bundle.controller.js';
import { CommentsController } from './api/comments.controller.js';
import { ConsentsController } from './api/consents.controller.js';
import { HoldDesk } from './api/hold-desk.js';
import { HoldReviewsController } from './api/hold-reviews.controller.js';
import { MeController } from './api/me.controller.js';
import { API_CONTROLLERS, OpenApiController } from './api/openapi.controller.js';
import { AdminMessagesController, MessagesController } from './api/messages.controller.js';
import { PeopleController } from './api/people.controller.js';
import { OwnDataController } from './api/own-data.controller.js';
import { OwnConsents } from './api/own-consents.js';
import { OwnData } from './api/own-data.js';
import { PasswordResetController } from './api/password-reset.controller.js';
import { ReceiptAccess } from './api/receipt-access.js';
import { ReceiptController } from './api/receipt.controller.js';
import { RequestLimits } from './api/request-limits.js';
import { PolicyController } from './api/policy.controller.js';
import { QueueViewsController } from './api/queue-views.controller.js';
import { RequestSubmissionController } from './api/request-submission.controller.js';
import { RequestsController } from './api/requests.controller.js';
import { SystemController } from './api/system.controller.js';
import { WellKnownController } from './api/well-known.controller.js';
import { ApprovePagesController } from './pages/admin/approve-pages.controller.js';
import { Approvals } from './pages/admin/approvals-view.js';
import { CaseCollection } from './pages/admin/case-collection.js';
import { CaseDesk } from './pages/admin/case-desk.js';
import { DashboardCollection } from './pages/admin/dashboard-collection.js';
import { CaseOffers } from './pages/admin/case-offers.js';
import { DashboardController } from './pages/admin/dashboard.controller.js';
import { ErasureParts } from './pages/admin/erasure-parts.js';
import { CasePagesController } from './pages/admin/case-pages.controller.js';
import { CaseProgress } from './pages/admin/case-progress.js';
import { CaseWork } from './pages/admin/case-work.js';
import { CaseWorkPagesController } from './pages/admin/case-work-pages.controller.js';
import { ClosingPagesController } from './pages/admin/closing-pages.controller.js';
import { ExtendPagesController } from './pages/admin/extend-pages.controller.js';
import { PlanWords } from './pages/admin/plan-view.js';
import { RefusePagesController } from './pages/admin/refuse-pages.controller.js';
import { LetterPagesController } from './pages/admin/letter-pages.controller.js';
import { QueuePagesController } from './pages/admin/queue-pages.controller.js';
import { QueueDesk } from './pages/admin/queue-desk.js';
import { QueuePages } from './pages/admin/queue-pages.js';
import { ViewPagesController } from './pages/admin/view-pages.controller.js';
import { ExportPagesController } from './pages/auditor/export-pages.controller.js';
import { FigurePagesController } from './pages/auditor/figure-pages.controller.js';
import { SavedPagesController } from './pages/auditor/saved-pages.controller.js';
import { AuditDesk } from './pages/auditor/audit-desk.js';
import { AuditPagesController } from './pages/auditor/audit-pages.controller.js';
import { AccountLinkPagesController } from './pages/site/account-link-pages.controller.js';
import { AccountAccess } from './pages/person/account-access.js';
import { AccountPagesController } from './pages/person/account-pages.controller.js';
import { AskPagesController } from './pages/person/ask-pages.controller.js';
import { AskProof } from './pages/person/ask-proof.js';
import { AskSubmission } from './pages/person/ask-submission.js';
import { BundlePagesController } from './pages/person/bundle-pages.controller.js';
import { CaseOutcomes, CasePages } from './pages/person/case-pages.js';
import { BanLiftPagesController } from './pages/desks/ban-lift-pages.controller.js';
import { BanPagesController } from './pages/desks/ban-pages.controller.js';
import { PeoplePagesController } from './pages/desks/people-pages.controller.js';
import { PersonEditPagesController } from './pages/desks/person-edit-pages.controller.js';
import { HoldPages } from './pages/desks/hold-pages.js';
import { HoldPagesController } from './pages/desks/hold-pages.controller.js';
import { HoldPlacingPagesController } from './pages/desks/hold-placing-pages.controller.js';
import { HoldTaskPagesController } from './pages/desks/hold-task-pages.controller.js';
import { HoldTasks } from './pages/desks/hold-tasks.js';
import { HoldTaskWords } from './pages/desks/hold-task-words.js';
import { KeptValuesPagesController } from './pages/desks/kept-values-pages.controller.js';
import { ScopeWords } from './pages/desks/scope-words.js';
import { SourcePagesController } from './pages/desks/source-pages.controller.js';
import { ErrorPages } from './pages/site/error-pages.js';
import { FirstAdminController } from './pages/site/first-admin.controller.js';
import { HomeController } from './pages/site/home.controller.js';
import { LoginController } from './pages/site/login.controller.js';
import { OpenablePages, PAGE_CONTROLLERS } from './pages/openable-pages.js';
import { ChartNumbers } from './pages/charts/chart-numbers.js';
import { PageFrames } from './pages/page-frames.js';
import { PasswordPagesController } from './pages/site/password-pages.controller.js';
import { PolicyPagesController } from './pages/site/policy-pages.controller.js';
import { ConsentPagesController } from './pages/person/consent-pages.controller.js';
import { CredentialChanges } from './pages/person/credential-changes.js';
import { CredentialPagesController } from './pages/person/credential-pages.controller.js';
import { ProfilePagesController } from './pages/person/profile-pages.controller.js';
import { TokenPagesController } from './pages/person/token-pages.controller.js';
import { OwnRequestPagesController } from './pages/person/own-request-pages.controller.js';
import { ReceiptPagesController } from './pages/person/receipt-pages.controller.js';
import { RegisterPagesController } from './pages/person/register-pages.controller.js';
import { RequestLinkPagesController } from './pages/person/request-link-pages.controller.js';
import { RequestPagesController } from './pages/person/request-pages.controller.js';

/** Controllers of the API; the OpenAPI document describes each. */
export const apiControllers: Type[] = [
  AccountLinksController,
  AdminCaseWorkController,
  AdminDecisionsController,
  AdminHoldsController,
  HoldReviewsController,
  AdminErasuresController,
  AdminMessagesController,
  AdminRequestsController,
  AdminSourcesController,
  ApiTokensController,
  AuditController,
  AuditFilesController,
  AuthController,
  BansController,
  BundleController,
  CommentsController,
  ConsentsController,
  MeController,
  MessagesController,
  OpenApiController,
  OwnDataController,
  PasswordResetController,
  PeopleController,
  PolicyController,
  QueueViewsController,
  ReceiptController,
  RequestSubmissionController,
  RequestsController,
  SystemController,
  WellKnownController,
];

/** Controllers that answer people with pages. */
export const pageControllers: Type[] = [
  AccountLinkPagesController,
  AccountPagesController,
  CredentialPagesController,
  ProfilePagesController,
  AuditPagesController,
  ExportPagesController,
  FigurePagesController,
  SavedPagesController,
  AskPagesController,
  BanLiftPagesController,
  BanPagesController,
  BundlePagesController,
  ConsentPagesController,
  FirstAdminController,
  HoldPlacingPagesController,
  HoldPagesController,
  HoldTaskPagesController,
  KeptValuesPagesController,
  HomeController,
  DashboardController,
  LetterPagesController,
  ApprovePagesController,
  CasePagesController,
  CaseWorkPagesController,
  ClosingPagesController,
  ExtendPagesController,
  RefusePagesController,
  LoginController,
  OwnRequestPagesController,
  PasswordPagesController,
  PeoplePagesController,
  PersonEditPagesController,
  PolicyPagesController,
  QueuePagesController,
  ReceiptPagesController,
  RegisterPagesController,
  RequestLinkPagesController,
  RequestPagesController,
  SourcePagesController,
  TokenPagesController,
  ViewPagesController,
];

/** The top floor: everything that is reached over HTTP. */
@Module({
  imports: [
    AccountsModule,
    AuditFilesModule,
    AuditModule,
    AuthModule,
    CommentsModule,
    ConsentModule,
    DiscoveryModule,
    ErasuresModule,
    ExportsModule,
    HoldsModule,
    LimitsModule,
    MailModule,
    PdfModule,
    PersonsModule,
    RequestsModule,
    SourcesModule,
  ],
  controllers: [...apiControllers, ...pageControllers],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: InputChecker },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: ProblemPages, useClass: ErrorPages },
    { provide: API_CONTROLLERS, useValue: apiControllers },
    { provide: PAGE_CONTROLLERS, useValue: pageControllers },
    AccountAccess,
    AccountLocale,
    CredentialChanges,
    OwnConsents,
    OwnData,
    AskProof,
    AskSubmission,
    AuditDesk,
    AuditPeople,
    BundleAccess,
    BundleSending,
    CaseOutcomes,
    CasePages,
    HoldDesk,
    HoldPages,
    HoldTasks,
    HoldTaskWords,
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
    PlanWords,
    QueueDesk,
    QueuePages,
    ReceiptAccess,
    RequestLimits,
    ScopeWords,
  ],
})
export class WebModule {}
