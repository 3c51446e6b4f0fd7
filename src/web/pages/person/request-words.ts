import { type RequestState } from '../../../requests/request-kinds.js';
import { type Tone } from '../../layout/parts.js';

const TONES: Partial<Record<RequestState, Tone>> = {
  ready: 'good',
  completed: 'good',
  deferred: 'warn',
  awaiting_information: 'warn',
  scheduled: 'warn',
  refused: 'bad',
  expired: 'bad',
  failed: 'bad',
};

/** States in which no answer is awaited from the office, or none has a date yet. */
const UNDATED: readonly RequestState[] = [
  'unconfirmed',
  'ready',
  'completed',
  'deferred',
  'refused',
  'withdrawn',
  'expired',
];

/** Colour of a state, beside its word. */
export function toneOf(state: RequestState): Tone {
  return TONES[state] ?? 'open';
}

export function isUndated(state: RequestState): boolean {
  return UNDATED.includes(state);
}
