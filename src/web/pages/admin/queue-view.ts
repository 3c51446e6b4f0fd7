import { type Account } from '../../../accounts/account.js';
import { writtenDay } from '../../../platform/i18n/dates.js';
import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { canAcknowledge } from '../../../requests/request-acknowledgement.js';
import { REQUEST_STATES } from '../../../requests/request-kinds.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type FieldError } from '../../layout/field-error.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { daysLeft, type Mark, stateMark, timeLeft } from './office-words.js';
import { type FilterValues } from './queue-query.js';
import { type ReadyView } from './ready-views.js';

/** One case in a list, without anything about its person. */
export interface QueueRow {
  readonly reference: string;
  readonly path: string;
  readonly kind: string;
  readonly state: Mark;
  readonly marks: readonly Mark[];
  readonly due: string;
  readonly left?: { readonly tone?: Tone; readonly text: string };
  readonly assignee?: string;
}

export interface QueueView {
  readonly frame: PageFrame;
  readonly errors: readonly FieldError[];
  readonly values: FilterValues;
  readonly query: URLSearchParams;
  readonly choices: Readonly<Record<'state' | 'kind' | 'due' | 'assignee', readonly Choice[]>>;
  /** The ready-made ones, and those that somebody saved. */
  readonly views: readonly ReadyView[];
  /** Whether these filters can be saved: there are some, and none says whom a case is about. */
  readonly saveable: boolean;
  readonly rows: readonly QueueRow[];
  /** How many a page has at most. */
  readonly perPage: number;
  readonly first: boolean;
  readonly next?: string;
}

/** What the presenter needs to know beside the requests. */
export interface QueueContext {
  readonly frame: PageFrame;
  readonly now: Date;
  /** How many people approve an erasure. */
  readonly approvals: number;
  readonly admins: readonly Account[];
  readonly held: ReadonlySet<string>;
}

export function presentRow(context: QueueContext, request: SubjectRequest): QueueRow {
  const { frame, now, admins } = context;
  const days = daysLeft(request, now, frame.zone);
  return {
    reference: request.reference,
    path: `/admin/requests/${request.reference}`,
    kind: wordsOf(frame)(`office.kind.${request.kind}`),
    state: stateMark(frame, request.state),
    marks: marksOf(context, request),
    due: writtenDay(request.dueOn, frame.locale),
    left: days === undefined ? undefined : timeLeft(frame, days),
    assignee: admins.find(({ id }) => id === request.assignee)?.username,
  };
}

function marksOf({ frame, approvals, held }: QueueContext, request: SubjectRequest): Mark[] {
  const say = wordsOf(frame);
  const undecided = request.state === 'received' || request.state === 'failed';
  const second =
    request.kind === 'erasure' && undecided && request.approvals > 0 && request.approvals < approvals;
  return [
    ...(second ? [{ tone: 'warn', text: say('office.mark.second') } as const] : []),
    ...(held.has(request.id) ? [{ tone: 'warn', text: say('office.mark.held') } as const] : []),
    ...(request.pausedAt === null ? [] : [{ tone: 'open', text: say('office.mark.paused') } as const]),
    ...(canAcknowledge(request) ? [{ tone: 'open', text: say('office.mark.unacknowledged') } as const] : []),
  ];
}

export function presentChoices(
  frame: PageFrame,
  admins: readonly Account[],
  { due }: FilterValues,
): QueueView['choices'] {
  const say = wordsOf(frame);
  const day = due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) ? [due] : [];
  return {
    state: [
      { value: '', label: say('queue.state.open') },
      ...REQUEST_STATES.map((value) => ({ value, label: say(`office.state.${value}`) })),
    ],
    kind: [
      { value: '', label: say('queue.any') },
      ...REQUEST_KINDS.map((value) => ({ value, label: say(`office.kind.${value}`) })),
    ],
    due: [
      { value: '', label: say('queue.any') },
      { value: 'overdue', label: say('queue.view.overdue') },
      { value: 'soon', label: say('queue.view.soon') },
      ...day.map((value) => ({ value, label: writtenDay(value, frame.locale) })),
    ],
    assignee: [
      { value: '', label: say('queue.any') },
      { value: 'me', label: say('queue.assignee.me') },
      { value: 'none', label: say('queue.assignee.none') },
      ...admins.map(({ username }) => ({ value: username, label: username })),
    ],
  };
}
