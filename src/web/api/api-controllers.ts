import { type Type } from '@nestjs/common';
import { AccountLinksController } from './account-links.controller.js';
import { AdminArticlesController } from './admin-articles.controller.js';
import { AdminCaseWorkController } from './admin-case-work.controller.js';
import { AdminDecisionsController } from './admin-decisions.controller.js';
import { AdminHoldsController } from './admin-holds.controller.js';
import { AdminErasuresController } from './admin-erasures.controller.js';
import { AdminSourcesController } from './admin-sources.controller.js';
import { AdminRequestsController } from './admin-requests.controller.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ArticlesController } from './articles.controller.js';
import { AuditFilesController } from './audit-files.controller.js';
import { AuditController } from './audit.controller.js';
import { AuditProofsController } from './audit-proofs.controller.js';
import { AuthController } from './auth.controller.js';
import { AvatarsController } from './avatars.controller.js';
import { BansController } from './bans.controller.js';
import { BundleController } from './bundle.controller.js';
import { AdminCommentsController } from './admin-comments.controller.js';
import { BlockedWordsController } from './blocked-words.controller.js';
import { OwnCommentsController } from './own-comments.controller.js';
import { CommentsController } from './comments.controller.js';
import { ConsentsController } from './consents.controller.js';
import { CookieChoiceController } from './cookie-choice.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { HoldReviewsController } from './hold-reviews.controller.js';
import { ManualChecksController } from './manual-checks.controller.js';
import { MediaController } from './media.controller.js';
import { MediaFilesController } from './media-files.controller.js';
import { MeController } from './me.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { AdminMessagesController, MessagesController } from './messages.controller.js';
import { PeopleController } from './people.controller.js';
import { OwnDataController } from './own-data.controller.js';
import { PasswordResetController } from './password-reset.controller.js';
import { ReceiptController } from './receipt.controller.js';
import { PolicyController } from './policy.controller.js';
import { QueueViewsController } from './queue-views.controller.js';
import { RequestSubmissionController } from './request-submission.controller.js';
import { RequestsController } from './requests.controller.js';
import { UnconfirmedController } from './unconfirmed.controller.js';
import { RestrictionsController } from './restrictions.controller.js';
import { RetentionController } from './retention.controller.js';
import { RetentionReviewsController } from './retention-reviews.controller.js';
import { SystemController } from './system.controller.js';
import { WellKnownController } from './well-known.controller.js';

/** Controllers of the API; the OpenAPI document describes each. */
export const apiControllers: Type[] = [
  AccountLinksController,
  AdminArticlesController,
  AdminCaseWorkController,
  AdminDecisionsController,
  AdminHoldsController,
  HoldReviewsController,
  AdminErasuresController,
  AdminMessagesController,
  AdminRequestsController,
  AdminSourcesController,
  ApiTokensController,
  ArticlesController,
  AuditController,
  AuditFilesController,
  AuditProofsController,
  AuthController,
  AvatarsController,
  BansController,
  BundleController,
  AdminCommentsController,
  BlockedWordsController,
  OwnCommentsController,
  CommentsController,
  ConsentsController,
  CookieChoiceController,
  EvidenceController,
  ManualChecksController,
  MediaController,
  MediaFilesController,
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
  RestrictionsController,
  RetentionController,
  RetentionReviewsController,
  SystemController,
  UnconfirmedController,
  WellKnownController,
];
