import { type Type } from '@nestjs/common';
import { ApprovePagesController } from './admin/approve-pages.controller.js';
import { DashboardController } from './admin/dashboard.controller.js';
import { CasePagesController } from './admin/case-pages.controller.js';
import { CaseWorkPagesController } from './admin/case-work-pages.controller.js';
import { ClosingPagesController } from './admin/closing-pages.controller.js';
import { CheckPagesController } from './admin/check-pages.controller.js';
import { ExtendPagesController } from './admin/extend-pages.controller.js';
import { RefusePagesController } from './admin/refuse-pages.controller.js';
import { LetterPagesController } from './admin/letter-pages.controller.js';
import { QueuePagesController } from './admin/queue-pages.controller.js';
import { ViewPagesController } from './admin/view-pages.controller.js';
import { ExportPagesController } from './auditor/export-pages.controller.js';
import { FigurePagesController } from './auditor/figure-pages.controller.js';
import { ProofPagesController } from './auditor/proof-pages.controller.js';
import { SavedPagesController } from './auditor/saved-pages.controller.js';
import { AuditPagesController } from './auditor/audit-pages.controller.js';
import { AccountLinkPagesController } from './site/account-link-pages.controller.js';
import { AccountPagesController } from './person/account-pages.controller.js';
import { ArticlePagesController } from './comments/article-pages.controller.js';
import { ModerationPagesController } from './comments/moderation-pages.controller.js';
import { OwnCommentPagesController } from './comments/own-comment-pages.controller.js';
import { WordPagesController } from './comments/word-pages.controller.js';
import { AskPagesController } from './person/ask-pages.controller.js';
import { BundlePagesController } from './person/bundle-pages.controller.js';
import { BanLiftPagesController } from './desks/ban-lift-pages.controller.js';
import { BanPagesController } from './desks/ban-pages.controller.js';
import { PeoplePagesController } from './desks/people-pages.controller.js';
import { PersonEditPagesController } from './desks/person-edit-pages.controller.js';
import { HoldPagesController } from './desks/hold-pages.controller.js';
import { HoldPlacingPagesController } from './desks/hold-placing-pages.controller.js';
import { HoldTaskPagesController } from './desks/hold-task-pages.controller.js';
import { KeptValuesPagesController } from './desks/kept-values-pages.controller.js';
import { SourcePagesController } from './desks/source-pages.controller.js';
import { WritingPagesController } from './articles/writing-pages.controller.js';
import { ImagePagesController } from './media/image-pages.controller.js';
import { PicturePagesController } from './media/picture-pages.controller.js';
import { FirstAdminController } from './site/first-admin.controller.js';
import { CookiePagesController } from './site/cookie-pages.controller.js';
import { ScreenPagesController } from './screen-pages.controller.js';
import { EvidencePagesController } from './evidence/evidence-pages.controller.js';
import { RetentionPagesController } from './evidence/retention-pages.controller.js';
import { HomeController } from './site/home.controller.js';
import { LoginController } from './site/login.controller.js';
import { PasswordPagesController } from './site/password-pages.controller.js';
import { PolicyPagesController } from './site/policy-pages.controller.js';
import { DoubtPagesController } from './person/doubt-pages.controller.js';
import { ConsentPagesController } from './person/consent-pages.controller.js';
import { CredentialPagesController } from './person/credential-pages.controller.js';
import { ProfilePagesController } from './person/profile-pages.controller.js';
import { TokenPagesController } from './person/token-pages.controller.js';
import { NewLinkPagesController } from './person/new-link-pages.controller.js';
import { OwnRequestPagesController } from './person/own-request-pages.controller.js';
import { ReceiptPagesController } from './person/receipt-pages.controller.js';
import { RegisterPagesController } from './person/register-pages.controller.js';
import { RequestLinkPagesController } from './person/request-link-pages.controller.js';
import { LiftPagesController } from './admin/lift-pages.controller.js';
import { RestrictionPagesController } from './person/restriction-pages.controller.js';
import { RequestPagesController } from './person/request-pages.controller.js';

/** Controllers that answer people with pages. */
export const pageControllers: Type[] = [
  AccountLinkPagesController,
  AccountPagesController,
  CredentialPagesController,
  ProfilePagesController,
  AuditPagesController,
  ExportPagesController,
  FigurePagesController,
  ProofPagesController,
  SavedPagesController,
  ArticlePagesController,
  ModerationPagesController,
  OwnCommentPagesController,
  WordPagesController,
  AskPagesController,
  BanLiftPagesController,
  BanPagesController,
  BundlePagesController,
  ConsentPagesController,
  CookiePagesController,
  DoubtPagesController,
  EvidencePagesController,
  FirstAdminController,
  ImagePagesController,
  WritingPagesController,
  PicturePagesController,
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
  CheckPagesController,
  ExtendPagesController,
  LiftPagesController,
  RefusePagesController,
  LoginController,
  NewLinkPagesController,
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
  ScreenPagesController,
  RestrictionPagesController,
  RetentionPagesController,
  SourcePagesController,
  TokenPagesController,
  ViewPagesController,
];
