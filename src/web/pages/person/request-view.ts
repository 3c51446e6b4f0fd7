import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { LANGUAGE_TAG, type Locale } from '../../../platform/i18n/locale.js';
import { writtenGround } from '../../../policy/grounds.js';
import { regime as lawOf } from '../../../policy/regimes.js';
import { type RequestState } from '../../../requests/request-kinds.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ProgressView } from '../../layout/progress.js';
import { regimeName } from '../regime-name.js';
import { kindName } from './kind-name.js';
import { presentRestriction, type RestrictionPart } from './restriction-view.js';
import { isUndated, toneOf } from './request-words.js';
import { type ShownRequest } from './shown-request.js';

/** Everything the page shows, in the reader's language. */
export interface RequestView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly kind: string;
  readonly state: string;
  readonly tone: Tone;
  /** Whose turn it is. */
  readonly turn: string;
  readonly next: string;
  readonly receivedOn: string;
  /** Missing once no answer is awaited. */
  readonly due?: { readonly on: string; readonly basis: string; readonly notes: readonly string[] };
  readonly refusal?: RefusalView;
  readonly timeline: readonly { readonly at: string; readonly writtenAt: string; readonly text: string }[];
  readonly thread: ThreadView;
  readonly bundle?: BundleView;
  readonly restriction?: RestrictionPart;
  readonly progress?: ProgressView;
  readonly receiptPath?: string;
  readonly withdrawPath?: string;
  /** Where a guest says which records are not theirs. */
  readonly doubtPath?: string;
  /** Where the same is asked for once more, after a copy that was not fetched in time. */
  readonly againPath?: string;
}

export interface RefusalView {
  readonly ground?: string;
  readonly cite?: string;
  readonly explanation?: string;
  readonly authority: string;
  readonly authorityUrl: string;
}

export interface BundleView {
  readonly path: string;
  readonly size: string;
  readonly sha256: string;
  readonly expiresAt: string;
  readonly downloads: number;
  readonly availableFrom?: string;
}

export interface ThreadView {
  readonly messages: readonly {
    readonly at: string;
    readonly writtenAt: string;
    readonly author: string;
    readonly own: boolean;
    readonly body: string;
  }[];
  /** Where a form sends a message to; missing where none is taken any more. */
  readonly writePath?: string;
  /** What was typed before, and what was wrong with it. */
  readonly typed: string;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** What a form on the page held that is shown again. */
export interface TypedMessage {
  readonly typed: string;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** Whose turn it is in each state. */
const TURNS: Readonly<Record<RequestState, 'you' | 'office' | 'portal' | 'nobody'>> = {
  unconfirmed: 'you',
  received: 'office',
  awaiting_information: 'you',
  approved: 'portal',
  scheduled: 'portal',
  running: 'portal',
  ready: 'you',
  completed: 'nobody',
  deferred: 'portal',
  refused: 'nobody',
  withdrawn: 'nobody',
  expired: 'nobody',
  failed: 'office',
};
const DONE_BY_THE_PORTAL = ['export', 'erasure'];

/** Puts a request into words. */
export function presentRequest(
  frame: PageFrame,
  request: ShownRequest,
  written: TypedMessage = { typed: '', errors: [] },
): RequestView {
  const say = wordsOf(frame);
  const { kind, state, reference } = request;
  const turn = turnOf(request);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    frame,
    reference,
    kind: kindName(frame, kind, request.forAnother),
    state: say(`state.${state}`),
    tone: toneOf(state),
    turn: say(`turn.${turn}`),
    next: nextOf(frame, request),
    receivedOn: at(request.receivedAt),
    due: isUndated(state) ? undefined : presentDue(frame, request),
    refusal: state === 'refused' ? presentRefusal(frame, request) : undefined,
    timeline: request.timeline.map((entry) => ({
      at: entry.at.toISOString(),
      writtenAt: at(entry.at),
      text: say(`step.${entry.step}`),
    })),
    thread: presentThread(frame, request, written),
    bundle: request.bundle && presentBundle(frame.locale, reference, request.bundle, at),
    restriction:
      request.restriction && presentRestriction(frame, request.restriction.fact, request.restriction.endPath),
    progress: presentProgress(frame, request),
    receiptPath: request.receiptPath,
    withdrawPath: request.withdrawPath,
    doubtPath: request.doubtPath,
    againPath: kind === 'export' && state === 'expired' ? '/requests/new?kind=export' : undefined,
  };
}

/** People do by hand what the portal cannot. */
function turnOf({ kind, state }: ShownRequest) {
  const turn = TURNS[state];
  return turn === 'portal' && !DONE_BY_THE_PORTAL.includes(kind) ? 'office' : turn;
}

function nextOf(frame: PageFrame, request: ShownRequest): string {
  const say = wordsOf(frame);
  const { kind, state, scheduledFor, bundle } = request;
  if (state === 'received' && request.forAnother) return say('next.another');
  if (state === 'completed' && kind === 'export')
    return say(bundle === undefined ? 'next.completed.export' : 'next.completed.fetch');
  if (state === 'scheduled' && scheduledFor !== undefined)
    return say('next.scheduled.at', { at: writtenInstant(scheduledFor, frame.locale, frame.zone) });
  if (turnOf(request) === 'office' && (state === 'approved' || state === 'running'))
    return say('next.byHand');
  return say(`next.${state}`);
}

/** How far the work is, for the page and for the part of it that is had again. */
export function presentProgress(frame: PageFrame, request: ShownRequest): ProgressView | undefined {
  const { kind, progress, reference } = request;
  if (progress === undefined) return undefined;
  return {
    frame: { ...frame, path: `/requests/${reference}` },
    path: `/requests/${reference}/progress`,
    text: wordsOf(frame)(kind === 'export' ? 'progress.export' : 'progress.erasure'),
    done: progress.done,
    total: progress.total === 0 ? undefined : progress.total,
  };
}

function presentDue(frame: PageFrame, request: ShownRequest): RequestView['due'] {
  const say = wordsOf(frame);
  const regime = regimeName(frame, request.regime);
  return {
    on: writtenDay(request.dueOn, frame.locale),
    basis: say(`request.due.${request.dueBasis}`, { regime }),
    notes: [
      ...(request.extended ? [say('request.extended')] : []),
      ...(request.paused && request.state === 'awaiting_information' ? [say('request.paused')] : []),
    ],
  };
}

function presentRefusal(frame: PageFrame, request: ShownRequest): RefusalView {
  const law = lawOf(request.regime);
  const { sentence, cite } = writtenGround(law, request.ground ?? '', frame.locale);
  return {
    ground: sentence,
    cite,
    explanation: request.explanation,
    authority: law.authority.names[frame.locale],
    authorityUrl: law.authority.url,
  };
}

function presentThread(frame: PageFrame, request: ShownRequest, written: TypedMessage): ThreadView {
  const say = wordsOf(frame);
  return {
    messages: request.messages.map(({ at, author, body }) => ({
      at: at.toISOString(),
      writtenAt: writtenInstant(at, frame.locale, frame.zone),
      author: say(`thread.${author}`),
      own: author === 'person',
      body,
    })),
    writePath: request.writePath,
    ...written,
  };
}

function presentBundle(
  locale: Locale,
  reference: string,
  bundle: NonNullable<ShownRequest['bundle']>,
  at: (instant: Date) => string,
): BundleView {
  return {
    path: `/requests/${reference}/bundle`,
    size: writtenSize(bundle.bytes, locale),
    sha256: bundle.sha256,
    expiresAt: at(bundle.expiresAt),
    downloads: bundle.downloads,
    availableFrom: bundle.availableFrom && at(bundle.availableFrom),
  };
}

/** A length in the unit that keeps it between 1 and 1000. */
export function writtenSize(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const options = { style: 'unit', unit: units[power], maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(LANGUAGE_TAG[locale], options).format(bytes / 1000 ** power);
}
