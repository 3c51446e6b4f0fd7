import { writtenDay } from '../../../platform/i18n/dates.js';
import { type DueDates } from '../../../policy/due-dates.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
import { writtenDuration } from '../../../policy/written.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { regimeName } from '../regime-name.js';
import { type Answers, type Asker, isAboutAnother } from './ask-answers.js';

/** What is known when the answers are complete. */
export interface Checked {
  readonly answers: Answers;
  readonly kind: RequestKind;
  readonly asker: Asker;
  readonly due: DueDates;
  /** Milliseconds that an approved erasure waits. */
  readonly coolingOff: number;
  readonly asksPassword: boolean;
}

/**
 * What happens once a request is sent, one sentence each. An asker's own data are never touched for another's request, so
 * that only what the office does comes next.
 */
export function nextSteps(frame: PageFrame, checked: Checked): string[] {
  const say = wordsOf(frame);
  const { due, asker, answers } = checked;
  const date = writtenDay(due.dueOn, frame.locale);
  const regime = regimeName(frame, due.regime);
  return [
    ...(asker.guest ? [say('ask.check.guest')] : []),
    say(`ask.check.due.${due.basis}`, { date, regime }),
    ...(isAboutAnother(answers)
      ? [say('next.another'), say('ask.another.check.then')]
      : workSteps(frame, checked)),
  ];
}

function workSteps(frame: PageFrame, { kind, coolingOff }: Checked): string[] {
  const say = wordsOf(frame);
  if (kind === 'export') return [say('ask.check.export')];
  if (kind !== 'erasure') return [say('ask.check.other')];
  const wait = writtenDuration(coolingOff, frame.locale);
  return [...(coolingOff > 0 ? [say('ask.check.erasure.wait', { wait })] : []), say('ask.check.erasure.end')];
}
