import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { type HoldRule } from '../../../holds/hold-rules.js';
import { type CaseFile } from '../../../requests/case-file.js';
import { failureText } from '../../../requests/failure.js';
import { isForAnother, wouldTouchAsker } from '../../../requests/for-another.js';
import { type OfficeStep } from '../../../requests/office-steps.js';
import { awaitsSearch } from '../../../requests/manual-checks.js';
import { type RequestStep } from '../../../requests/request-kinds.js';
import { takesMessages } from '../../../requests/request-messages.js';
import { type FieldError } from '../../layout/field-error.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { type ProgressView } from '../../layout/progress.js';
import { wordsOf } from '../../layout/phrase.js';
import { type CheckLine, presentChecks } from './check-view.js';
import { type Fact, presentFacts, presentPerson } from './case-facts.js';
import { type PlanView } from './plan-view.js';
import { type RestrictionNotes } from './restriction-parts.js';
import { presentRow, type QueueContext, type QueueRow } from './queue-view.js';

/** Something that was written about a case. */
export interface Written {
  readonly at: string;
  readonly writtenAt: string;
  /** Who wrote it, in words or by user name. */
  readonly by: string;
  readonly body: string;
}

/** A step that the page offers: by a page of its own, or at once. */
export interface OfferedStep {
  readonly text: string;
  readonly path: string;
  readonly look: 'primary' | 'quiet';
  readonly atOnce: boolean;
}

/** What stands in the forms of the page, where one of them was refused. */
export interface CaseForms {
  readonly errors: readonly FieldError[];
  readonly message: string;
  readonly awaitsAnswer: boolean;
  readonly withdrawsQuestion: boolean;
  readonly note: string;
}

export interface CaseView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly path: string;
  readonly row: QueueRow;
  /** For whom somebody acts who asked in another person's place, and what is to be done about it. */
  readonly forAnother?: { readonly sentences: readonly string[]; readonly recordPath?: string };
  /** What must not be overlooked. */
  readonly warnings: readonly string[];
  readonly failure?: string;
  readonly progress?: ProgressView;
  readonly steps: readonly OfferedStep[];
  readonly person?: readonly Fact[];
  readonly facts: readonly Fact[];
  readonly plan?: PlanView;
  /** A dry run can be made now. */
  readonly canPlan: boolean;
  /** The plan was approved and stays what it is. */
  readonly planApproved: boolean;
  readonly isErasure: boolean;
  readonly holds: readonly {
    readonly path: string;
    readonly purpose: string;
    readonly citation: string;
    readonly review: string;
  }[];
  /** Said where there are no decisions. */
  readonly undecided: string;
  readonly decisions: readonly { readonly at: string; readonly writtenAt: string; readonly text: string }[];
  readonly timeline: readonly { readonly at: string; readonly writtenAt: string; readonly text: string }[];
  /** Systems that are searched by hand. */
  readonly checks: readonly CheckLine[];
  readonly messages: readonly Written[];
  readonly canWrite: boolean;
  readonly canAsk: boolean;
  /** The office waits for an answer, and may go on without. */
  readonly canTakeBack: boolean;
  readonly notes: readonly Written[];
  readonly assign?: { readonly choices: readonly Choice[]; readonly value: string };
  readonly receiptPath?: string;
  readonly forms: CaseForms;
}

/** What was collected about a case. */
export interface CollectedCase {
  readonly file: CaseFile;
  readonly viewer: string;
  readonly context: QueueContext;
  readonly steps: readonly OfficeStep[];
  readonly approveAnew: boolean;
  readonly plan?: PlanView;
  readonly holds: readonly HoldRule[];
  readonly progress?: ProgressView;
  readonly hasReceipt: boolean;
  readonly restriction: RestrictionNotes;
}

const APPROVED: readonly RequestStep[] = ['approved_once', 'approved'];
const PAGES: readonly OfficeStep[] = ['approve', 'refuse', 'extend', 'stop', 'complete', 'lift'];
const EMPTY: CaseForms = { errors: [], message: '', awaitsAnswer: false, withdrawsQuestion: false, note: '' };

export function presentCase(collected: CollectedCase, forms: CaseForms = EMPTY): CaseView {
  const { file, context, steps, plan } = collected;
  const { frame } = context;
  const { request } = file;
  const path = `/admin/requests/${request.reference}`;
  const undecided = request.state === 'received' || request.state === 'awaiting_information';
  return {
    frame,
    reference: request.reference,
    path,
    row: presentRow(context, request),
    forAnother: isForAnother(request) ? presentForAnother(frame, request) : undefined,
    warnings: warnings(collected),
    failure: request.failure === null ? undefined : failureText(frame.locale, request.failure),
    progress: collected.progress,
    steps: offered(frame, path, steps),
    person: presentPerson(frame, file),
    facts: [...presentFacts(frame, file), ...collected.restriction.facts],
    plan,
    canPlan: request.kind === 'erasure' && !wouldTouchAsker(request) && (undecided || collected.approveAnew),
    planApproved: !undecided && !collected.approveAnew,
    isErasure: request.kind === 'erasure',
    holds: collected.holds.map((rule) => presentHold(frame, rule)),
    undecided: wordsOf(frame)(
      file.timeline.some(({ step }) => APPROVED.includes(step))
        ? 'case.decisions.void'
        : 'case.decisions.none',
    ),
    decisions: decisions(frame, file),
    timeline: file.timeline.map(({ at, step }) => ({
      at: at.toISOString(),
      writtenAt: writtenInstant(at, frame.locale, frame.zone),
      text: wordsOf(frame)(`case.step.${step}`),
    })),
    checks: presentChecks(frame, path, request.kind, file.checks),
    messages: file.messages.map(({ at, author, body }) =>
      written(frame, at, wordsOf(frame)(`case.message.${author}`), body),
    ),
    canWrite:
      takesMessages(request, file.restriction) &&
      file.subject?.address !== undefined &&
      request.told === null,
    canAsk: request.state === 'received',
    canTakeBack: request.state === 'awaiting_information',
    notes: file.notes.map(({ at, author, body }) =>
      written(frame, at, author ?? wordsOf(frame)('case.nobody'), body),
    ),
    assign: steps.includes('assign') ? assignment(context, file) : undefined,
    receiptPath: collected.hasReceipt ? `${path}/receipt` : undefined,
    forms,
  };
}

function presentForAnother(frame: PageFrame, request: CaseFile['request']): CaseView['forAnother'] {
  const say = wordsOf(frame);
  const asker = say('case.another', { as: say(`letter.actingAs.${request.actingAs}`) });
  if (!wouldTouchAsker(request)) return { sentences: [asker] };
  return { sentences: [asker, say('case.another.mend')], recordPath: '/admin/requests/new' };
}

function warnings({ file, context, viewer, approveAnew, restriction }: CollectedCase): string[] {
  const { frame, approvals } = context;
  const { request } = file;
  const say = wordsOf(frame);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  const half = request.kind === 'erasure' && request.approvals > 0 && request.approvals < approvals;
  const first = file.decisions.find(({ decision }) => decision === 'approve');
  const second =
    first?.deciderId === viewer
      ? say('case.second.you')
      : say('case.second', { name: first?.decider ?? say('case.nobody') });
  return [
    ...(half ? [second] : []),
    ...(approveAnew ? [say('case.anew')] : []),
    ...(request.state === 'failed'
      ? [say(request.kind === 'erasure' ? 'case.failed.erasure' : 'case.failed')]
      : []),
    ...(request.state === 'awaiting_information' ? [say('case.awaiting')] : []),
    ...(request.state === 'scheduled' && request.scheduledFor !== null
      ? [say('case.scheduled', { at: at(request.scheduledFor) })]
      : []),
    ...(request.state === 'running' && file.checks.some(awaitsSearch) ? [say('check.waits')] : []),
    ...restriction.warnings,
    ...(request.pausedAt === null ? [] : [say('case.paused', { at: at(request.pausedAt) })]),
  ];
}

function offered(frame: PageFrame, path: string, steps: readonly OfficeStep[]): OfferedStep[] {
  const say = wordsOf(frame);
  return steps
    .filter((step) => step !== 'assign')
    .map((step, index) => ({
      text: say(`decide.${step}`),
      path: `${path}/${step}`,
      look: index === 0 && step !== 'acknowledge' ? 'primary' : 'quiet',
      atOnce: !PAGES.includes(step),
    }));
}

function presentHold(
  frame: PageFrame,
  { id, purpose, citation, reviewOn }: HoldRule,
): CaseView['holds'][number] {
  return {
    path: `/admin/holds/${id}`,
    purpose: wordsOf(frame)(`holds.purpose.${purpose}`),
    citation,
    review: writtenDay(reviewOn, frame.locale),
  };
}

function decisions(frame: PageFrame, file: CaseFile): CaseView['decisions'] {
  const say = wordsOf(frame);
  return file.decisions.map(({ at, decision, decider }) => ({
    at: at.toISOString(),
    writtenAt: writtenInstant(at, frame.locale, frame.zone),
    text: say(decision === 'refuse' ? 'case.decision.refuse' : 'case.decision.approve', {
      name: decider ?? say('case.nobody'),
    }),
  }));
}

function assignment({ frame, admins }: QueueContext, { assignee }: CaseFile): CaseView['assign'] {
  const nobody = { value: '', label: wordsOf(frame)('queue.assignee.none') };
  return {
    value: assignee ?? '',
    choices: [nobody, ...admins.map(({ username }) => ({ value: username, label: username }))],
  };
}

function written(frame: PageFrame, at: Date, by: string, body: string): Written {
  return { at: at.toISOString(), writtenAt: writtenInstant(at, frame.locale, frame.zone), by, body };
}
