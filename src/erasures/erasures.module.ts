import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditProofModule } from '../audit/audit-proof.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { BatchNotes } from './batch-notes.js';
import { EarlierValues } from './earlier-values.js';
import { ErasureBatches } from './erasure-batches.js';
import { ErasureClosing } from './erasure-closing.js';
import { ErasureDiscard } from './erasure-discard.js';
import { ErasureEnding } from './erasure-ending.js';
import { ErasureFiles } from './erasure-files.js';
import { ErasureOutcome } from './erasure-outcome.js';
import { ErasurePlanning } from './erasure-planning.js';
import { ErasurePlans } from './erasure-plans.js';
import { ErasurePreparation } from './erasure-preparation.js';
import { ErasureReplay } from './erasure-replay.js';
import { ApartRows } from './apart-rows.js';
import { LeftRowsModule } from './left-rows.module.js';
import { ErasureResumeModule } from './erasure-resume.module.js';
import { ErasureRounds } from './erasure-rounds.js';
import { ErasureRunner } from './erasure-runner.js';
import { FinalSearch } from './final-search.js';
import { FollowedHolds } from './followed-holds.js';
import { FreeFiles } from './free-files.js';
import { HidingLock } from './hiding-lock.js';
import { HeldCases } from './held-cases.js';
import { KeptRetentions } from './kept-retentions.js';
import { LastingRetentions } from './lasting-retentions.js';
import { LastMail } from './last-mail.js';
import { Ledger } from './ledger.js';
import { Leftovers } from './leftovers.js';
import { LocalBatches } from './local-batches.js';
import { OutcomeFacts } from './outcome-facts.js';
import { OutcomeReceipts } from './outcome-receipts.js';
import { PassedOnAddresses } from './passed-on-addresses.js';
import { ErasedItems } from './erased-items.js';
import { ReceiptItems } from './receipt-items.js';
import { PlanNotes } from './plan-notes.js';
import { Receipts } from './receipts.js';
import { ReplayJob } from './replay-job.js';
import { ReplayLock } from './replay-lock.js';
import { ReplayPeople } from './replay-people.js';
import { ReplayRun } from './replay-run.js';
import { ReplaySearch } from './replay-search.js';
import { RemoteBatches } from './remote-batches.js';
import { RemoteConnections } from './remote-connections.js';
import { RemoteRecovery } from './remote-recovery.js';
import { RemoteRemains } from './remote-remains.js';
import { RemoteSteps } from './remote-steps.js';
import { ReplayedCases } from './replayed-cases.js';
import { RetentionEndJob } from './retention-end-job.js';
import { RetentionEnds } from './retention-ends.js';
import { RetentionReviews } from './retention-reviews.js';
import { RetentionReviewsDue } from './retention-reviews-due.js';
import { RetentionsDueJob } from './retentions-due-job.js';
import { RestrictedRows } from './restricted-rows.js';
import { HeldHiding } from './held-hiding.js';
import { RestrictionHiding } from './restriction-hiding.js';
import { RestrictionKept } from './restriction-kept.js';
import { RestrictionRelease } from './restriction-release.js';
import { RestrictionRunner } from './restriction-runner.js';
import { RowHiding } from './row-hiding.js';
import { RestWork } from './rest-work.js';
import { RestErasing } from './rest-erasing.js';
import { SealedBatches } from './batch-contents.js';
import { SecurityItems } from './security-items.js';
import { SilenceJob } from './silence-job.js';
import { TakeBackModule } from './take-back.module.js';

/** Erasures: the plan, the run under holds, the receipt, and what a restored backup brings back. */
@Module({
  imports: [
    ErasureResumeModule,
    LeftRowsModule,
    TakeBackModule,
    AccountsModule,
    AuditModule,
    AuditProofModule,
    CommentsModule,
    HoldsModule,
    PersonsModule,
    RequestsModule,
    SourcesModule,
  ],
  providers: [
    ApartRows,
    BatchNotes,
    EarlierValues,
    ErasureBatches,
    ErasureClosing,
    ErasureDiscard,
    ErasureEnding,
    ErasureFiles,
    FreeFiles,
    ErasureOutcome,
    ErasurePlanning,
    ErasurePlans,
    ErasurePreparation,
    ErasureReplay,
    ErasureRounds,
    ErasureRunner,
    FinalSearch,
    FollowedHolds,
    HeldCases,
    KeptRetentions,
    LastingRetentions,
    LastMail,
    Ledger,
    Leftovers,
    LocalBatches,
    OutcomeFacts,
    OutcomeReceipts,
    PassedOnAddresses,
    PlanNotes,
    ErasedItems,
    ReceiptItems,
    Receipts,
    RemoteBatches,
    RemoteConnections,
    RemoteRecovery,
    RemoteRemains,
    RemoteSteps,
    ReplayJob,
    ReplayLock,
    ReplayPeople,
    ReplayRun,
    ReplaySearch,
    ReplayedCases,
    RetentionEndJob,
    RestErasing,
    RestWork,
    RestrictedRows,
    HeldHiding,
    HidingLock,
    RestrictionKept,
    RestrictionHiding,
    RestrictionRelease,
    RestrictionRunner,
    RowHiding,
    RetentionEnds,
    RetentionReviews,
    RetentionReviewsDue,
    RetentionsDueJob,
    SealedBatches,
    SecurityItems,
    SilenceJob,
  ],
  exports: [
    ErasurePlans,
    ErasureReplay,
    ErasureRunner,
    LastingRetentions,
    Ledger,
    Receipts,
    RestrictionKept,
    RetentionReviews,
  ],
})
export class ErasuresModule {}
