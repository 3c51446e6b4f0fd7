import { type RequestState } from './request-kinds.js';
import { CLOSED_STATES } from './request-kinds.js';
import { canAcknowledge } from './request-acknowledgement.js';
import { wouldTouchAsker } from './for-another.js';
import { isInForce, type Restriction } from './restriction.js';
import { type SubjectRequest } from './subject-request.js';

/** What an admin may do to a case. */
export type OfficeStep =
  | 'approve'
  | 'refuse'
  | 'extend'
  | 'assign'
  | 'acknowledge'
  | 'stop'
  | 'retry'
  | 'complete'
  | 'lift'
  | 'keep';

/** What has to be known beside the request. */
export interface StepContext {
  /** It stopped over its plan and goes on only once it was approved anew. */
  readonly approveAnew: boolean;
  /** This admin approved it already. */
  readonly approvedBefore: boolean;
  /** The law allows a later date. */
  readonly later: boolean;
  /** What the request brought into force. */
  readonly restriction?: Restriction;
}

const UNDECIDED: readonly RequestState[] = ['received', 'awaiting_information'];
const APPROVED: readonly RequestState[] = ['approved', 'running'];

/** What this admin may do to the case now. The services ask again when it is done. */
export function officeSteps(request: SubjectRequest, context: StepContext): OfficeStep[] {
  const { state, kind } = request;
  const byHand = kind !== 'export' && kind !== 'erasure';
  const waits = state === 'received' || context.approveAnew;
  const works = !wouldTouchAsker(request);
  const { restriction } = context;
  const [inForce, lifting] = [isInForce(restriction), restriction?.liftAt !== undefined];
  const hiding = inForce && restriction?.placedAt === undefined;
  const may: Readonly<Record<OfficeStep, boolean>> = {
    approve: works && waits && !context.approvedBefore,
    refuse: UNDECIDED.includes(state),
    extend: state !== 'unconfirmed' && context.later,
    assign: !CLOSED_STATES.includes(state),
    acknowledge: canAcknowledge(request),
    stop: state === 'scheduled',
    retry: works && state === 'failed' && !context.approveAnew,
    complete: byHand && APPROVED.includes(state) && !hiding,
    lift: inForce && !lifting,
    keep: inForce && lifting,
  };
  return (Object.keys(may) as OfficeStep[]).filter((step) => may[step]);
}
