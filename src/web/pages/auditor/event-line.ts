import { type MaskedItem } from '../../../audit/masked-item.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type AuditStaffMembers } from '../../api/audit-staff.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';
import { detailLines } from './detail-lines.js';

/** Somebody in the log, by pseudonym where it is a person. */
export interface PersonLine {
  /** What they are: the role of somebody who works for the site. */
  readonly kind?: string;
  readonly pseudonym?: string;
  /** The first part of the pseudonym: enough to tell people on one page apart. */
  readonly short?: string;
  /** All that this person did, or that was done about this person. */
  readonly path?: string;
}

/** One event in the reader's words, its personal values masked. */
export interface EventLine {
  readonly seq: number;
  readonly path: string;
  readonly at: string;
  readonly writtenAt: string;
  readonly action: string;
  readonly code: string;
  readonly outcome: string;
  readonly tone: Tone;
  readonly actor: PersonLine;
  readonly subject?: PersonLine;
  readonly reference?: string;
  readonly detail: readonly string[];
  /** Which values are kept and not shown, in words; absent where there are none. */
  readonly masked?: string;
}

const TONES: Readonly<Record<MaskedItem['outcome'], Tone>> = {
  success: 'good',
  failure: 'warn',
  denied: 'bad',
};

/** @param staff those who work for the site are told by their role */
export function presentEvent(frame: PageFrame, item: MaskedItem, staff: AuditStaffMembers): EventLine {
  const say = wordsOf(frame);
  const fields = item.masked.map((field) => fieldName(frame, field));
  return {
    seq: item.seq,
    path: `/audit/events/${item.seq}`,
    at: item.at,
    writtenAt: writtenInstant(new Date(item.at), frame.locale, frame.zone),
    action: actionName(frame, item.action),
    code: item.action,
    outcome: outcomeName(frame, item.outcome),
    tone: TONES[item.outcome],
    actor: {
      kind: roleName(frame, item.actor.id, staff) ?? actorKind(frame, item.actor.type),
      ...personLine('actor', item.actor.id),
    },
    subject:
      item.subject === undefined
        ? undefined
        : { kind: roleName(frame, item.subject, staff), ...personLine('subject', item.subject) },
    reference: item.reference,
    detail: detailLines(frame, item.detail),
    masked: fields.length === 0 ? undefined : say('audit.masked', { fields: listed(frame, fields) }),
  };
}

/** The action in words; its code where a log of another version has one that nobody wrote words for. */
export function actionName(frame: PageFrame, action: string): string {
  const code = action.replace('.', '_');
  const key = `action.${code}`;
  return isPageKey(key) ? wordsOf(frame)(key) : action;
}

export function outcomeName(frame: PageFrame, outcome: string): string {
  const key = `audit.outcome.${outcome}`;
  return isPageKey(key) ? wordsOf(frame)(key) : outcome;
}

/** The name of a personal value. */
export function fieldName(frame: PageFrame, field: string): string {
  const key = `audit.field.${field}`;
  return isPageKey(key) ? wordsOf(frame)(key) : field;
}

/** What kind of somebody acted; the code where nobody wrote words for it. */
export function actorKind(frame: PageFrame, type: string): string {
  const key = `audit.actor.${type}`;
  return isPageKey(key) ? wordsOf(frame)(key) : type;
}

/** Enough of a pseudonym to tell the people on one page apart. */
export function shortPseudonym(pseudonym: string): string {
  return pseudonym.slice(0, 8);
}

function roleName(
  frame: PageFrame,
  pseudonym: string | undefined,
  staff: AuditStaffMembers,
): string | undefined {
  const role = staff.get(pseudonym ?? '')?.role;
  return role && wordsOf(frame)(`role.${role}`);
}

function personLine(field: 'actor' | 'subject', pseudonym: string | undefined): PersonLine {
  if (pseudonym === undefined) return {};
  return { pseudonym, short: shortPseudonym(pseudonym), path: `/audit?${field}=${pseudonym}` };
}

function listed(frame: PageFrame, words: readonly string[]): string {
  return new Intl.ListFormat(frame.locale, { type: 'unit' }).format(words);
}
