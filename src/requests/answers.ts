import { CLOSED_STATES, type RequestState } from './request-kinds.js';

/** States in which nobody waits for an answer: once a copy is ready, or what can be erased is, none is due. */
const ANSWERED: readonly RequestState[] = [...CLOSED_STATES, 'ready', 'deferred'];

/**
 * Whether the person still waits for an answer. Whoever was told the outcome of an erasure has theirs, though the work may
 * go on with what holds had kept.
 */
export function isUnanswered({
  state,
  told,
}: {
  readonly state: RequestState;
  readonly told: string | null;
}): boolean {
  return !ANSWERED.includes(state) && told === null;
}

/** `isUnanswered`, as a condition on requests `r`: whatever is closed has an instant for it, by which an index finds the open ones. */
export const UNANSWERED = `r.closed_at IS NULL AND r.state NOT IN ('ready', 'deferred') AND r.told IS NULL`;

/**
 * Steps of a timeline that give what was asked for, or refuse it, as a condition on `request_steps`: the first of them is
 * the request's answer. An index has these and no others.
 */
export const ANSWERS = `step IN ('ready', 'completed', 'refused', 'deferred')`;
