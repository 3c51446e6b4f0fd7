export const REQUEST_STATES = [
  'unconfirmed',
  'received',
  'awaiting_information',
  'approved',
  'scheduled',
  'running',
  'ready',
  'completed',
  'deferred',
  'refused',
  'withdrawn',
  'expired',
  'failed',
] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** States after which nothing more happens by itself; `closed_at` is set on entering one. */
export const CLOSED_STATES: readonly RequestState[] = ['completed', 'refused', 'withdrawn', 'expired'];

/** How a request reached the office. */
export const CHANNELS = ['portal', 'letter', 'mail', 'in_person', 'operator'] as const;

export type Channel = (typeof CHANNELS)[number];

/** For whom the asker acts. */
export const ACTING_AS = ['self', 'representative', 'guardian', 'heir'] as const;

export type ActingAs = (typeof ACTING_AS)[number];

/** Entries of a request's timeline, in the words of the person's page. */
export type RequestStep =
  | 'submitted'
  | 'recorded'
  | 'confirmed'
  | 'asked'
  | 'answered'
  | 'question_withdrawn'
  | 'approved_once'
  | 'approved'
  | 'scheduled'
  | 'stopped'
  | 'started'
  | 'ready'
  | 'downloaded'
  | 'completed'
  | 'deferred'
  | 'refused'
  | 'extended'
  | 'withdrawn'
  | 'expired'
  | 'failed'
  | 'retried'
  | 'restricted'
  | 'lift_announced'
  | 'lift_called_off'
  | 'restriction_lifted';

/** Who took a step, as far as the person is told. */
export type StepActor = 'person' | 'office' | 'system';
