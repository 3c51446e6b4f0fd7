import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { LANGUAGE_TAG, type Locale } from '../../../platform/i18n/locale.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
import { type RequestState, type RequestStep } from '../../../requests/request-kinds.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { regimeName } from './regime-name.js';

/** A request as its own person may see it. */
export interface ShownRequest {
  readonly reference: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly regime: string;
  readonly receivedAt: Date;
  readonly dueOn: string;
  readonly dueBasis: 'law' | 'target';
  readonly extended: boolean;
  /** What the office wrote with a refusal. */
  readonly explanation?: string;
  readonly timeline: readonly { readonly at: Date; readonly step: RequestStep }[];
  /** A bundle that is ready. */
  readonly bundle?: {
    readonly bytes: number;
    /** In hexadecimal digits. */
    readonly sha256: string;
    readonly expiresAt: Date;
    /** Set while the bundle still waits. */
    readonly availableFrom?: Date;
  };
  /** Where the receipt of an erasure is, once there is one. */
  readonly receiptPath?: string;
  /** Where a form that withdraws the request posts to, while it can be withdrawn. */
  readonly withdrawPath?: string;
}

/** Everything the page shows, in the reader's language. */
export interface RequestView {
  readonly frame: PageFrame;
  readonly justConfirmed: boolean;
  readonly reference: string;
  readonly kind: string;
  readonly state: string;
  /** Colour of the state, beside its word. */
  readonly tone: 'good' | 'bad' | 'open';
  readonly next: string;
  readonly receivedOn: string;
  /** Missing once the request is closed. */
  readonly due?: { readonly on: string; readonly basis: string; readonly extended: boolean };
  readonly explanation?: string;
  readonly timeline: readonly { readonly at: string; readonly writtenAt: string; readonly text: string }[];
  readonly bundle?: {
    readonly path: string;
    readonly size: string;
    readonly sha256: string;
    readonly expiresAt: string;
    readonly availableFrom?: string;
  };
  readonly receiptPath?: string;
  readonly withdrawPath?: string;
}

const TONES: Partial<Record<RequestState, RequestView['tone']>> = {
  ready: 'good',
  completed: 'good',
  refused: 'bad',
  expired: 'bad',
};
/** States in which no answer is awaited from the office, or none has a date yet. */
const UNDATED: readonly RequestState[] = [
  'unconfirmed',
  'ready',
  'completed',
  'refused',
  'withdrawn',
  'expired',
];

/** Puts a request into words. */
export function presentRequest(
  frame: PageFrame,
  request: ShownRequest,
  justConfirmed: boolean = false,
): RequestView {
  const say = wordsOf(frame);
  const { kind, state, reference } = request;
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    frame,
    justConfirmed,
    reference,
    kind: say(`kind.${kind}`),
    state: say(`state.${state}`),
    tone: TONES[state] ?? 'open',
    next: state === 'completed' && kind === 'export' ? say('next.completed.export') : say(`next.${state}`),
    receivedOn: at(request.receivedAt),
    due: UNDATED.includes(state) ? undefined : presentDue(frame, request),
    explanation: request.explanation,
    timeline: request.timeline.map((entry) => ({
      at: entry.at.toISOString(),
      writtenAt: at(entry.at),
      text: say(`step.${entry.step}`),
    })),
    bundle: request.bundle && presentBundle(frame.locale, reference, request.bundle, at),
    receiptPath: request.receiptPath,
    withdrawPath: request.withdrawPath,
  };
}

function presentDue(frame: PageFrame, request: ShownRequest): RequestView['due'] {
  const say = wordsOf(frame);
  const regime = regimeName(frame, request.regime);
  return {
    on: writtenDay(request.dueOn, frame.locale),
    basis: say(`request.due.${request.dueBasis}`, { regime }),
    extended: request.extended,
  };
}

function presentBundle(
  locale: Locale,
  reference: string,
  bundle: NonNullable<ShownRequest['bundle']>,
  at: (instant: Date) => string,
): RequestView['bundle'] {
  return {
    path: `/requests/${reference}/bundle`,
    size: writtenSize(bundle.bytes, locale),
    sha256: bundle.sha256,
    expiresAt: at(bundle.expiresAt),
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
