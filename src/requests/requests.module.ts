import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { AccountStoppedHandler } from './account-stopped.js';
import { RequestsOfPeopleModule } from './all-requests-of-people.js';
import { CommentsModule } from '../comments/comments.module.js';
import { Disowning } from './disowning.js';
import { DoubtfulPeople } from './doubtful-people.js';
import { DoubtfulRecords } from './doubtful-records.js';
import { CaseEffects } from './case-effects.js';
import { CaseFiles } from './case-file.js';
import { CaseForgetting } from './case-forgetting.js';
import { CaseHolds } from './case-holds.js';
import { CaseReading } from './case-parts.js';
import { CaseReduction } from './case-reduction.js';
import { CaseRemoval } from './case-removal.js';
import { ClosedPurge } from './closed-purge.js';
import { ErasedCases } from './erased-cases.js';
import { ErasureSchedule } from './erasure-schedule.js';
import { ErasureWaiting } from './erasure-waiting.js';
import { HeldCases } from './held-cases.js';
import { HeldRequests } from './held-requests.js';
import { LastMailExpiry } from './last-mail-expiry.js';
import { ManualChecks } from './manual-checks.js';
import { LinkSweep } from './link-sweep.js';
import { MailPreviews } from './mail-previews.js';
import { MessageMails } from './message-mails.js';
import { OfficeDesk } from './office-desk.js';
import { OfficeFigures } from './office-figures.js';
import { OfficeIntake } from './office-intake.js';
import { OfficeMails } from './office-mails.js';
import { OfficeMessages } from './office-messages.js';
import { OperatorIntake } from './operator-intake.js';
import { OwnRestriction } from './own-restriction.js';
import { PersonLookup } from './person-lookup.js';
import { PersonRestrictions } from './person-restrictions.js';
import { PersonFiles, PersonMarks } from './person-files.js';
import { SourceTrials, TrialEvents, TrialLimit } from './source-trials.js';
import { PersonForgetting } from './person-forgetting.js';
import { QueueNarrowing } from './queue-narrowing.js';
import { QueueViews, QueueViewSweep } from './queue-views.js';
import { RequestAccess } from './request-access.js';
import { RequestAcknowledgement } from './request-acknowledgement.js';
import { RequestApproval } from './request-approval.js';
import { RequestBulk } from './request-bulk.js';
import { RequestClock } from './request-clock.js';
import { RequestConfirmation } from './request-confirmation.js';
import { RequestDeadlines } from './request-deadlines.js';
import { RequestDecisions } from './request-decisions.js';
import { RequestEnding } from './request-ending.js';
import { RequestFigures } from './request-figures.js';
import { RequestHandling } from './request-handling.js';
import { RequestIntake } from './request-intake.js';
import { RequestLinks } from './request-links.js';
import { RequestClosing } from './request-closing.js';
import { RequestMailWriter } from './request-mail-writer.js';
import { RequestMails } from './request-mails.js';
import { MessageAnswers, RequestMessages } from './request-messages.js';
import { RequestNotes } from './request-notes.js';
import { RequestOpening } from './request-opening.js';
import { RequestOutcomes } from './request-outcomes.js';
import { RequestPeople } from './request-people.js';
import { RequestQueries } from './request-queries.js';
import { RequestQueue } from './request-queue.js';
import { RequestRecord } from './request-record.js';
import { RequestResend, ResendLinkHandler } from './request-resend.js';
import { RequestRuns } from './request-runs.js';
import { RequestsOfPerson } from './requests-of-person.js';
import { RequestStates } from './request-states.js';
import { RequestSubjects } from './request-subjects.js';
import { RequestTotals } from './request-totals.js';
import { RequestThread } from './request-thread.js';
import { RequestWithdrawal } from './request-withdrawal.js';
import { RequestWork } from './request-work.js';
import { RestrictedPeople } from './restricted-people.js';
import { RestrictionDue } from './restriction-due.js';
import { RestrictionEnd } from './restriction-end.js';
import { LiftingSteps, RestrictionLifting } from './restriction-lifting.js';
import { RestrictionLog } from './restriction-log.js';
import { RestrictionStart } from './restriction-start.js';
import { Restrictions } from './restrictions.js';
import { RowNames } from './row-names.js';
import { RunStarts } from './run-starts.js';
import { StrandedRuns } from './stranded-runs.js';
import { SubjectRequest } from './subject-request.js';
import { UnconfirmedExpiry } from './unconfirmed-expiry.js';

/** The case: how requests come in, are decided, worked on and ended. */
@Module({
  imports: [
    TypeOrmModule.forFeature([SubjectRequest]),
    AccountsModule,
    AuditModule,
    AuthModule,
    CommentsModule,
    HoldsModule,
    LimitsModule,
    PersonsModule,
    RequestsOfPeopleModule,
    SourcesModule,
  ],
  providers: [
    AccountStoppedHandler,
    CaseEffects,
    CaseFiles,
    CaseForgetting,
    CaseHolds,
    CaseReading,
    CaseReduction,
    CaseRemoval,
    ClosedPurge,
    Disowning,
    DoubtfulPeople,
    DoubtfulRecords,
    ErasedCases,
    ErasureSchedule,
    ErasureWaiting,
    HeldCases,
    HeldRequests,
    LastMailExpiry,
    LinkSweep,
    ManualChecks,
    MailPreviews,
    MessageAnswers,
    MessageMails,
    OfficeDesk,
    OfficeFigures,
    OfficeIntake,
    OfficeMails,
    OfficeMessages,
    OperatorIntake,
    PersonLookup,
    PersonRestrictions,
    PersonFiles,
    PersonForgetting,
    PersonMarks,
    SourceTrials,
    TrialEvents,
    TrialLimit,
    QueueNarrowing,
    QueueViews,
    QueueViewSweep,
    RequestAccess,
    RequestAcknowledgement,
    RequestApproval,
    RequestBulk,
    RequestClock,
    RequestClosing,
    RequestConfirmation,
    RequestDeadlines,
    RequestDecisions,
    RequestEnding,
    RequestFigures,
    RequestHandling,
    RequestIntake,
    RequestLinks,
    RequestMailWriter,
    RequestMails,
    RequestMessages,
    RequestNotes,
    RequestOpening,
    RequestOutcomes,
    RequestPeople,
    RequestQueries,
    RequestQueue,
    RequestRecord,
    RequestResend,
    RequestRuns,
    RequestsOfPerson,
    RequestStates,
    RequestSubjects,
    RequestThread,
    RequestTotals,
    RequestWithdrawal,
    RequestWork,
    ResendLinkHandler,
    LiftingSteps,
    OwnRestriction,
    RestrictedPeople,
    RestrictionDue,
    RestrictionEnd,
    RestrictionLifting,
    RestrictionLog,
    RestrictionStart,
    Restrictions,
    RowNames,
    RunStarts,
    StrandedRuns,
    UnconfirmedExpiry,
  ],
  exports: [
    OfficeDesk,
    CaseFiles,
    CaseHolds,
    Disowning,
    DoubtfulRecords,
    ManualChecks,
    MailPreviews,
    OfficeFigures,
    OfficeIntake,
    OfficeMessages,
    OperatorIntake,
    PersonFiles,
    SourceTrials,
    PersonLookup,
    PersonRestrictions,
    QueueViews,
    RequestAccess,
    RequestAcknowledgement,
    RequestBulk,
    RequestClosing,
    RequestDeadlines,
    RequestDecisions,
    RequestFigures,
    RequestHandling,
    RequestIntake,
    RequestMails,
    RequestMessages,
    RequestNotes,
    RequestOpening,
    RequestQueries,
    RequestQueue,
    RequestResend,
    RequestRuns,
    RequestSubjects,
    RequestTotals,
    RequestWithdrawal,
    OwnRestriction,
    RestrictionLifting,
    Restrictions,
  ],
})
export class RequestsModule {}
