import { type AuditAction } from '../../../audit/audit-entry.js';
import { type CheckOutcome, type Figures } from '../../../evidence/promise-check.js';
import { type PromiseRecord } from '../../../evidence/promise-checks.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { type PromiseId } from '../../../policy/promises.js';
import { type SitePolicy } from '../../../policy/site-policy.js';
import { writtenDuration } from '../../../policy/written.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';

/** One promise in the reader's words. */
export interface PromiseLine {
  readonly id: string;
  readonly text: string;
  readonly control: string;
  readonly tone: Tone;
  readonly outcome: string;
  readonly reason?: string;
  readonly checkedAt?: string;
  readonly figures: readonly string[];
  /** Where the log tells of it, for those who may search it. */
  readonly log?: { readonly path: string; readonly text: string };
}

export interface EvidenceView {
  readonly tone: Tone;
  readonly summary: string;
  readonly lines: readonly PromiseLine[];
}

const TONES: Readonly<Record<CheckOutcome, Tone>> = { passed: 'good', failed: 'bad', unknown: 'open' };

/** The action by which the log tells of a promise. */
const ACTIONS: Readonly<Partial<Record<PromiseId, AuditAction>>> = {
  P04: 'comment.posted',
  P09: 'auth.logged_in',
  P11: 'auth.logged_in',
  P12: 'auth.logged_out',
  P16: 'auth.password_reset_requested',
  P17: 'retention.purged',
  P18: 'account.viewed',
  P19: 'account.changed',
  P20: 'request.submitted',
  P21: 'account.viewed',
  P22: 'export.built',
  P23: 'erasure.executed',
  P24: 'hold.placed',
  P28: 'policy.published',
};

export function presentEvidence(
  frame: PageFrame,
  promises: SitePolicy['promises'],
  latest: ReadonlyMap<string, PromiseRecord>,
): EvidenceView {
  const say = wordsOf(frame);
  const records = promises.flatMap(({ id }) => latest.get(id) ?? []);
  const count = (outcome: CheckOutcome): number => records.filter((one) => one.outcome === outcome).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return {
    tone: failed > 0 ? 'bad' : records.length === 0 ? 'open' : 'good',
    summary:
      records.length === 0
        ? say('evidence.never')
        : say('evidence.summary', { passed, failed, unknown: count('unknown') }),
    lines: promises.map(({ id, text }) => presentPromise(frame, id, text[frame.locale], latest.get(id))),
  };
}

function presentPromise(
  frame: PageFrame,
  id: PromiseId,
  text: string,
  found: PromiseRecord | undefined,
): PromiseLine {
  const say = wordsOf(frame);
  return {
    id,
    text,
    control: say('evidence.control', { text: say(`evidence.control.${id}`) }),
    tone: found === undefined ? 'open' : TONES[found.outcome],
    outcome: found === undefined ? say('evidence.unchecked') : say(`evidence.outcome.${found.outcome}`),
    reason: found?.reason && say(`evidence.reason.${found.reason}`),
    checkedAt:
      found && say('evidence.checkedAt', { at: writtenInstant(found.checkedAt, frame.locale, frame.zone) }),
    figures: figureLines(frame, found?.figures ?? {}),
    log: logOf(frame, id),
  };
}

function figureLines(frame: PageFrame, figures: Figures): string[] {
  const say = wordsOf(frame);
  return Object.entries(figures).map(([name, value]) => {
    const key = `evidence.figure.${name}`;
    return say('evidence.figureLine', {
      name: isPageKey(key) ? say(key) : name,
      value: figureText(frame, name, value),
    });
  });
}

function figureText(frame: PageFrame, name: string, value: number | string): string {
  if (name === 'on') return wordsOf(frame)(value === 1 ? 'evidence.on.yes' : 'evidence.on.no');
  if (typeof value === 'number') {
    if (name.endsWith('Seconds')) return writtenDuration(value * 1000, frame.locale);
    return wordsOf(frame)('figures.number', { count: value });
  }
  if (/T.*Z$/.test(value)) return writtenInstant(new Date(value), frame.locale, frame.zone);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return writtenDay(value, frame.locale);
  // A day with hyphens would be turned round in Arabic.
  return `\u2066${value}\u2069`;
}

function logOf(frame: PageFrame, id: PromiseId): PromiseLine['log'] {
  const action = ACTIONS[id];
  if (action === undefined || frame.role !== 'auditor') return undefined;
  const key = `action.${action.replace('.', '_')}`;
  const say = wordsOf(frame);
  return {
    path: `/audit?action=${action}`,
    text: say('evidence.log', { action: isPageKey(key) ? say(key) : action }),
  };
}
