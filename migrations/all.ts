import { Foundation1763900000000 } from './1763900000000-foundation.js';
import { Jobs1763900000100 } from './1763900000100-jobs.js';
import { AuditLog1763900000200 } from './1763900000200-audit-log.js';
import { MailAndLimits1763900000300 } from './1763900000300-mail-and-limits.js';
import { People1763900000400 } from './1763900000400-people.js';
import { Site1763900000500 } from './1763900000500-site.js';
import { Requests1763900000600 } from './1763900000600-requests.js';
import { Exports1763900000700 } from './1763900000700-exports.js';
import { LeadIndexes1763900000800 } from './1763900000800-lead-indexes.js';
import { LinkExpiry1763900000900 } from './1763900000900-link-expiry.js';
import { LostTries1763900001000 } from './1763900001000-lost-tries.js';
import { Holds1763900001050 } from './1763900001050-holds.js';
import { RequestErasures1763900001100 } from './1763900001100-request-erasures.js';
import { ErasableRows1763900001200 } from './1763900001200-erasable-rows.js';
import { Erasures1763900001300 } from './1763900001300-erasures.js';
import { ErasureReplays1763900001310 } from './1763900001310-erasure-replays.js';
import { ErasureCleared1763900001330 } from './1763900001330-erasure-cleared.js';
import { DatedRetentions1763900001340 } from './1763900001340-dated-retentions.js';
import { HoldSteps1763900001450 } from './1763900001450-hold-steps.js';
import { ClosedAccounts1763900001400 } from './1763900001400-closed-accounts.js';
import { PausedClocks1763900001500 } from './1763900001500-paused-clocks.js';
import { Auditors1763900001500 } from './1763900001500-auditors.js';
import { AnswerTimes1763900001510 } from './1763900001510-answer-times.js';
import { FirstAdmin1763900001600 } from './1763900001600-first-admin.js';
import { AcknowledgedRequests1763900001700 } from './1763900001700-acknowledged-requests.js';
import { RequestNotes1763900001710 } from './1763900001710-request-notes.js';
import { PeopleSearch1763900002100 } from './1763900002100-people-search.js';
import { SilentRequests1763900002190 } from './1763900002190-silent-requests.js';
import { QueueViews1763900002200 } from './1763900002200-queue-views.js';
import { FailureSentences1763900002210 } from './1763900002210-failure-sentences.js';
import { ErasureFiles1763900002600 } from './1763900002600-erasure-files.js';
import { ManualChecks1763900002650 } from './1763900002650-manual-checks.js';
import { BlockedWords1763900004010 } from './1763900004010-blocked-words.js';
import { CommentChecks1763900004000 } from './1763900004000-comment-checks.js';
import { LeftComments1763900002300 } from './1763900002300-left-comments.js';
import { TakenBackErasures1763900002310 } from './1763900002310-taken-back-erasures.js';
import { EraseBatches1763900002500 } from './1763900002500-erase-batches.js';
import { SourcePins1763900002510 } from './1763900002510-source-pins.js';
import { StaffAccounts1763900002150 } from './1763900002150-staff-accounts.js';
import { OrderedIds1763900002400 } from './1763900002400-ordered-ids.js';
import { SourceSteps1763900002700 } from './1763900002700-source-steps.js';
import { RestrictedRows1763900002750 } from './1763900002750-restricted-rows.js';
import { Restrictions1763900002760 } from './1763900002760-restrictions.js';
import { ArticleVersions1763900002770 } from './1763900002770-article-versions.js';
import { ShownThreads1763900002771 } from './1763900002771-shown-threads.js';
import { OneRunningTask1763900002800 } from './1763900002800-one-running-task.js';
import { RetentionReviews1763900002785 } from './1763900002785-retention-reviews.js';
import { SourceAnswers1763900002810 } from './1763900002810-source-answers.js';

/** Every migration, in order. */
import { AuditTree1763900003000 } from './1763900003000-audit-tree.js';
import { AuditCheckpoints1763900003010 } from './1763900003010-audit-checkpoints.js';
import { AuditAppend1763900003020 } from './1763900003020-audit-append.js';
import { AuditVerifications1763900003200 } from './1763900003200-audit-verifications.js';
import { AuditWarnings1763900003210 } from './1763900003210-audit-warnings.js';

import { AuditPartitions1763900003100 } from './1763900003100-audit-partitions.js';
import { AuditSequence1763900003110 } from './1763900003110-audit-sequence.js';
import { AuditAddressIndex1763900003120 } from './1763900003120-audit-address-index.js';
import { FastFolding1763900003130 } from './1763900003130-fast-folding.js';

import { DisownedRows1763900002710 } from './1763900002710-disowned-rows.js';
import { ArticleDrafts1763900004110 } from './1763900004110-article-drafts.js';
import { Gravatars1763900004120 } from './1763900004120-gravatars.js';
import { Media1763900004100 } from './1763900004100-media.js';
import { PolicyVersions1763900004300 } from './1763900004300-policy-versions.js';
import { CookieChoices1763900004200 } from './1763900004200-cookie-choices.js';
import { Purges1763900004400 } from './1763900004400-purges.js';
import { RequestTotals1763900004410 } from './1763900004410-request-totals.js';
import { PromiseChecks1763900004420 } from './1763900004420-promise-checks.js';

/** Every migration, in order. */
export const migrations = [
  Foundation1763900000000,
  Jobs1763900000100,
  AuditLog1763900000200,
  MailAndLimits1763900000300,
  People1763900000400,
  Site1763900000500,
  Requests1763900000600,
  Exports1763900000700,
  LeadIndexes1763900000800,
  LinkExpiry1763900000900,
  LostTries1763900001000,
  Holds1763900001050,
  RequestErasures1763900001100,
  ErasableRows1763900001200,
  Erasures1763900001300,
  ErasureReplays1763900001310,
  ErasureCleared1763900001330,
  DatedRetentions1763900001340,
  ClosedAccounts1763900001400,
  HoldSteps1763900001450,
  PausedClocks1763900001500,
  Auditors1763900001500,
  AnswerTimes1763900001510,
  FirstAdmin1763900001600,
  AcknowledgedRequests1763900001700,
  RequestNotes1763900001710,
  PeopleSearch1763900002100,
  SilentRequests1763900002190,
  QueueViews1763900002200,
  FailureSentences1763900002210,
  StaffAccounts1763900002150,
  ErasureFiles1763900002600,
  ManualChecks1763900002650,
  LeftComments1763900002300,
  TakenBackErasures1763900002310,
  OrderedIds1763900002400,
  EraseBatches1763900002500,
  SourcePins1763900002510,
  SourceSteps1763900002700,
  RestrictedRows1763900002750,
  AuditTree1763900003000,
  AuditCheckpoints1763900003010,
  AuditAppend1763900003020,
  AuditVerifications1763900003200,
  AuditWarnings1763900003210,
  AuditPartitions1763900003100,
  AuditSequence1763900003110,
  AuditAddressIndex1763900003120,
  FastFolding1763900003130,
  OneRunningTask1763900002800,
  SourceAnswers1763900002810,
  RetentionReviews1763900002785,
  DisownedRows1763900002710,
  Media1763900004100,
  ArticleDrafts1763900004110,
  Gravatars1763900004120,
  PolicyVersions1763900004300,
  CookieChoices1763900004200,
  Restrictions1763900002760,
  ArticleVersions1763900002770,
  ShownThreads1763900002771,
  Purges1763900004400,
  RequestTotals1763900004410,
  PromiseChecks1763900004420,
  CommentChecks1763900004000,
  BlockedWords1763900004010,
];
