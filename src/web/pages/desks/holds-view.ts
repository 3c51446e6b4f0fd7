import { type Hold, HOLD_PURPOSES, HOLD_STATES, holdState, type HoldState } from '../../../holds/hold.js';
import { type HoldVisibility } from '../../../holds/hold-rules.js';
import { writtenDay } from '../../../platform/i18n/dates.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ScopeLine, scopeOf, type ScopeWords } from './scope-words.js';

/** A hold's row in the list. */
export interface HoldLine {
  readonly path: string;
  readonly matter: string;
  readonly state: string;
  readonly tone: Tone;
  readonly purpose: string;
  readonly scope: readonly ScopeLine[];
  readonly reviewOn: string;
  /** The hold is in force and its review date has come. */
  readonly reviewOver: boolean;
  readonly visibility: string;
}

/** The list of holds, in the reader's language. */
export interface HoldsView {
  readonly frame: PageFrame;
  readonly filter: HoldsFilter;
  readonly states: readonly Choice[];
  readonly purposes: readonly Choice[];
  readonly reviews: readonly Choice[];
  readonly rows: readonly HoldLine[];
  readonly query: URLSearchParams;
  readonly first: boolean;
  readonly next?: string;
}

/** The filters as they were chosen; empty where they were not. */
export interface HoldsFilter {
  readonly state: string;
  readonly purpose: string;
  readonly review: string;
}

const TONES: Readonly<Record<HoldState, Tone>> = {
  placing: 'warn',
  in_force: 'open',
  releasing: 'warn',
  released: 'good',
};

/** Codes have hyphens, keys of the catalogue have none. */
const VISIBILITY_KEYS = {
  open: 'open',
  'reason-hidden': 'reasonHidden',
  'existence-hidden': 'existenceHidden',
} as const satisfies Readonly<Record<HoldVisibility, string>>;

export function toneOf(hold: Hold): Tone {
  return TONES[holdState(hold)];
}

/** The short name of what people are told. */
export function visibilityName(frame: PageFrame, visibility: HoldVisibility): string {
  const key = VISIBILITY_KEYS[visibility];
  return wordsOf(frame)(`visibility.${key}`);
}

/** What people whose data are held are told, as a sentence. */
export function visibilityText(frame: PageFrame, visibility: HoldVisibility): string {
  const key = VISIBILITY_KEYS[visibility];
  return wordsOf(frame)(`visibility.${key}.text`);
}

/** @param today local date where the office is */
export function isReviewOver(hold: Hold, today: string): boolean {
  return holdState(hold) !== 'released' && hold.reviewOn <= today;
}

export function presentHolds(
  frame: PageFrame,
  words: ScopeWords,
  found: { readonly items: readonly Hold[]; readonly next: string | null },
  asked: { readonly filter: HoldsFilter; readonly query: URLSearchParams; readonly today: string },
): HoldsView {
  const say = wordsOf(frame);
  const any = { value: '', label: say('holds.any') };
  return {
    frame,
    filter: asked.filter,
    states: [any, ...HOLD_STATES.map((state) => ({ value: state, label: say(`holds.state.${state}`) }))],
    purposes: [
      any,
      ...HOLD_PURPOSES.map((purpose) => ({ value: purpose, label: say(`holds.purpose.${purpose}`) })),
    ],
    reviews: [any, { value: 'over', label: say('holds.review.over') }],
    rows: found.items.map((hold) => presentLine(frame, words, hold, asked.today)),
    query: asked.query,
    first: !asked.query.has('cursor'),
    next: found.next ?? undefined,
  };
}

function presentLine(frame: PageFrame, words: ScopeWords, hold: Hold, today: string): HoldLine {
  const say = wordsOf(frame);
  const state = holdState(hold);
  return {
    path: `/admin/holds/${hold.id}`,
    matter: hold.matter,
    state: say(`holds.state.${state}`),
    tone: TONES[state],
    purpose: say(`holds.purpose.${hold.purpose}`),
    scope: words.lines(frame, scopeOf(hold)),
    reviewOn: writtenDay(hold.reviewOn, frame.locale),
    reviewOver: isReviewOver(hold, today),
    visibility: visibilityName(frame, hold.visibility),
  };
}
