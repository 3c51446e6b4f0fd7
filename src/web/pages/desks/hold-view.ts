import { type Hold, holdState } from '../../../holds/hold.js';
import { type HoldStep } from '../../../holds/hold-history.js';
import { type HoldFile } from '../../../holds/hold-looks.js';
import { type KeptEdit } from '../../../holds/kept-versions.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { DATA_CATEGORIES } from '../../../policy/purposes.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { isReviewOver, toneOf, visibilityText } from './holds-view.js';
import { keepsEverybodys, type ScopeLine, scopeOf, type ScopeWords } from './scope-words.js';

/** A hold as an admin sees it. */
export interface ShownHold {
  readonly file: HoldFile;
  /** User names by account id. */
  readonly names: ReadonlyMap<string, string>;
  /** Local date where the office is. */
  readonly today: string;
  /** Who looks. */
  readonly accountId: string;
  /** One person may release alone. */
  readonly oneApproval: boolean;
}

/** What whoever looks can do about the hold. */
export type HoldTask = 'ask' | 'confirm' | 'keep' | 'review';

/** Everything the page of a hold shows, in the reader's language. */
export interface HoldView {
  readonly frame: PageFrame;
  readonly path: string;
  readonly matter: string;
  readonly state: string;
  readonly tone: Tone;
  readonly standing: string;
  readonly purpose: string;
  readonly citation: string;
  readonly scope: readonly ScopeLine[];
  readonly everybodys: boolean;
  readonly told: string;
  readonly reviewOn: string;
  readonly reviewOver: boolean;
  readonly edits: readonly EditLine[];
  readonly versions: number;
  readonly release?: ReleaseView;
  /** In order; empty where nothing can be done. */
  readonly tasks: readonly HoldTask[];
  readonly mayReview: boolean;
  readonly history: readonly HistoryLine[];
}

/** Something that was done about the hold. */
export interface HistoryLine {
  readonly at: string;
  readonly writtenAt: string;
  readonly text: string;
  readonly reason?: string;
}

/** Values of one kind that one edit took from a row, and that are kept. */
export interface EditLine {
  readonly at: string;
  readonly where: string;
  readonly category: string;
  readonly count: number;
}

/** A release that was asked for. */
interface ReleaseView {
  readonly reason: string;
  readonly text: string;
}

/** Puts a hold into words. */
export function presentHoldPage(frame: PageFrame, words: ScopeWords, shown: ShownHold): HoldView {
  const { hold, heldVersions, versions } = shown.file;
  const say = wordsOf(frame);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  const state = holdState(hold);
  return {
    frame,
    path: `/admin/holds/${hold.id}`,
    matter: hold.matter,
    state: say(`holds.state.${state}`),
    tone: toneOf(hold),
    standing: standing(frame, hold, at),
    purpose: say(`holds.purpose.${hold.purpose}`),
    citation: hold.citation,
    scope: words.lines(frame, scopeOf(hold)),
    everybodys: hold.releasedAt === null && keepsEverybodys(scopeOf(hold)),
    told: visibilityText(frame, hold.visibility),
    reviewOn: writtenDay(hold.reviewOn, frame.locale),
    reviewOver: isReviewOver(hold, shown.today),
    edits: versions.map((edit) => presentEdit(frame, words, edit, at)),
    versions: heldVersions,
    release: presentRelease(frame, shown, at),
    tasks: tasksOf(shown),
    mayReview: state !== 'released',
    history: shown.file.history.map((step) => presentStep(frame, step, shown.names, at)),
  };
}

/** What follows on the state: since when. */
function standing(frame: PageFrame, hold: Hold, at: (instant: Date) => string): string {
  const say = wordsOf(frame);
  if (hold.releasedAt !== null) return say('hold.releasedAt', { at: at(hold.releasedAt) });
  if (hold.inForceAt === null) return say('hold.placing');
  const words = holdState(hold) === 'in_force' ? 'hold.since' : 'hold.inForceSince';
  return say(words, { at: at(hold.inForceAt) });
}

/** What can be done about the release: whoever asked for it does not confirm it, unless one person is enough. */
export function tasksOf({ file: { hold }, accountId, oneApproval }: ShownHold): HoldTask[] {
  const state = holdState(hold);
  if (state === 'released') return [];
  if (state === 'in_force' || state === 'placing') return ['ask'];
  const mayConfirm = hold.releaseConfirmedAt === null && (oneApproval || hold.releaseAskedBy !== accountId);
  return mayConfirm ? ['confirm', 'keep'] : ['keep'];
}

function presentRelease(
  frame: PageFrame,
  { file: { hold }, accountId }: ShownHold,
  at: (instant: Date) => string,
): ReleaseView | undefined {
  const { releaseReason: reason, releaseAt, releaseConfirmedAt } = hold;
  if (reason === null || releaseAt === null || hold.releasedAt !== null) return undefined;
  return {
    reason,
    text: wordsOf(frame)(releaseKey(hold, releaseConfirmedAt, accountId), { at: at(releaseAt) }),
  };
}

function releaseKey(hold: Hold, confirmedAt: Date | null, accountId: string) {
  if (confirmedAt !== null) return 'hold.release.confirmed';
  return hold.releaseAskedBy === accountId ? 'hold.release.askedByYou' : 'hold.release.asked';
}

function presentStep(
  frame: PageFrame,
  { step, at, by, reason, reviewOn }: HoldStep,
  names: ReadonlyMap<string, string>,
  written: (instant: Date) => string,
): HistoryLine {
  const say = wordsOf(frame);
  // Isolated, so that a name in another script does not turn the sentence around.
  const name = by === null ? '' : `\u2068${names.get(by) ?? say('hold.nobody')}\u2069`;
  const day = reviewOn === null ? '' : writtenDay(reviewOn, frame.locale);
  return {
    at: at.toISOString(),
    writtenAt: written(at),
    text: say(`hold.history.${step}`, { by: by === null ? 'time' : 'person', name, day }),
    reason: reason ?? undefined,
  };
}

function presentEdit(
  frame: PageFrame,
  words: ScopeWords,
  { source, collection, category, at, count }: KeptEdit,
  written: (instant: Date) => string,
): EditLine {
  return {
    at: written(at),
    where: words.collection(frame, collection, source),
    category: category === undefined ? '' : DATA_CATEGORIES[category][frame.locale],
    count,
  };
}
