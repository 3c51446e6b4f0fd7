import { Temporal } from 'temporal-polyfill';
import { officeDay } from '../../../platform/clock/office-day.js';
import { isUnanswered } from '../../../requests/answers.js';
import { type RequestState } from '../../../requests/request-kinds.js';
import { SOON_DAYS } from '../../../requests/queue-narrowing.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

/** A word with its colour. */
export interface Mark {
  readonly tone: Tone;
  readonly text: string;
}

const TONES: Partial<Record<RequestState, Tone>> = {
  awaiting_information: 'warn',
  ready: 'good',
  completed: 'good',
  deferred: 'warn',
  failed: 'bad',
};

/** A state as the office calls it. */
export function stateMark(frame: PageFrame, state: RequestState): Mark {
  return { tone: TONES[state] ?? 'open', text: wordsOf(frame)(`office.state.${state}`) };
}

/** How much time is left, in days where the office is; undefined where no answer is due any more. */
export function daysLeft(
  request: Pick<SubjectRequest, 'state' | 'told' | 'dueOn'>,
  now: Date,
  zone: string,
): number | undefined {
  if (!isUnanswered(request)) return undefined;
  const today = Temporal.PlainDate.from(officeDay(now, zone));
  return today.until(Temporal.PlainDate.from(request.dueOn)).days;
}

/** The time left in words, its colour only where somebody should hurry. */
export function timeLeft(frame: PageFrame, days: number): { readonly tone?: Tone; readonly text: string } {
  const say = wordsOf(frame);
  if (days < 0) return { tone: 'bad', text: say('office.overdue', { days: -days }) };
  return { tone: days <= SOON_DAYS ? 'warn' : undefined, text: say('office.left', { days }) };
}
