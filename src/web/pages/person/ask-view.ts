import { writtenDay } from '../../../platform/i18n/dates.js';
import { type DueDates } from '../../../policy/due-dates.js';
import { REQUEST_KINDS, type RequestKind } from '../../../policy/request-kinds.js';
import { writtenDuration } from '../../../policy/written.js';
import { ACTING_AS } from '../../../requests/request-kinds.js';
import { type FieldError } from '../../layout/field-error.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Answers, kindIn, needsWords, type Question, questionsFor } from './ask-answers.js';
import { regimeName } from '../regime-name.js';

/** One question in words. */
export interface QuestionView {
  readonly frame: PageFrame;
  readonly question: Question;
  readonly title: string;
  readonly hint?: string;
  /** To choose one of; missing where something is to be typed. */
  readonly choices?: readonly Choice[];
  readonly label: string;
  readonly value: string;
  readonly errors: readonly FieldError[];
  /** The answers to the other questions, which the form carries on. */
  readonly carried: readonly (readonly [string, string])[];
  /** The question before this one. */
  readonly back?: Question;
  /** Without an account: where to sign in, if there is one. */
  readonly signInPath?: string;
}

/** The answers in words, and what follows from sending them. */
export interface CheckView {
  readonly frame: PageFrame;
  readonly rows: readonly { readonly question: Question; readonly name: string; readonly answer: string }[];
  readonly carried: readonly (readonly [string, string])[];
  /** What happens once it is sent, one sentence each. */
  readonly next: readonly string[];
  readonly button: string;
  /** What it does cannot be undone. */
  readonly final: boolean;
  readonly asksPassword: boolean;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** @param errors what was wrong with the answer that is shown again */
export function presentQuestion(
  frame: PageFrame,
  question: Question,
  answers: Answers,
  guest: boolean,
  errors: readonly FieldError[] = [],
): QuestionView {
  const questions = questionsFor(answers, guest);
  return {
    frame,
    question,
    ...wordsFor(frame, question, answers),
    value: answers[question] ?? (question === 'actingAs' ? 'self' : ''),
    errors,
    carried: Object.entries(answers).filter(([name]) => name !== question),
    back: questions[questions.indexOf(question) - 1],
    signInPath: question === 'email' ? '/login?next=/requests/new' : undefined,
  };
}

function wordsFor(frame: PageFrame, question: Question, answers: Answers) {
  const say = wordsOf(frame);
  const name = say(`ask.check.${question}`);
  switch (question) {
    case 'kind': {
      const choices = REQUEST_KINDS.map((kind) => ({
        value: kind,
        label: say(`kind.${kind}`),
        hint: say(`ask.kind.${kind}`),
      }));
      return { title: say('ask.kind.title'), label: name, choices };
    }
    case 'comments': {
      const choices = (['delete', 'detach'] as const).map((value) => ({
        value,
        label: say(`ask.comments.${value}`),
        hint: say(`ask.comments.${value}.hint`),
      }));
      return { title: say('ask.comments.title'), hint: say('ask.comments.hint'), label: name, choices };
    }
    case 'actingAs': {
      const choices = ACTING_AS.map((value) => ({ value, label: say(`ask.actingAs.${value}`) }));
      return { title: say('ask.actingAs.title'), hint: say('ask.actingAs.hint'), label: name, choices };
    }
    case 'email':
      return { title: say('ask.email.title'), hint: say('ask.email.hint'), label: name };
    case 'message':
      return needsWords(answers)
        ? { title: say('ask.message.needed'), hint: say('ask.message.needed.hint'), label: name }
        : { title: say('ask.message.title'), hint: say('ask.message.hint'), label: name };
  }
}

/** What is known when the answers are complete. */
export interface Checked {
  readonly answers: Answers;
  readonly kind: RequestKind;
  readonly guest: boolean;
  readonly due: DueDates;
  /** Milliseconds that an approved erasure waits. */
  readonly coolingOff: number;
  readonly asksPassword: boolean;
}

export function presentCheck(
  frame: PageFrame,
  checked: Checked,
  errors: readonly FieldError[] = [],
  waitMinutes?: number,
): CheckView {
  const say = wordsOf(frame);
  const { answers, kind, guest } = checked;
  return {
    frame,
    rows: questionsFor(answers, guest).map((question) => ({
      question,
      name: say(`ask.check.${question}`),
      answer: answerIn(frame, question, answers),
    })),
    carried: Object.entries(answers),
    next: nextSteps(frame, checked),
    button: say(`ask.send.${kind}`),
    final: kind === 'erasure',
    asksPassword: checked.asksPassword,
    errors,
    waitMinutes,
  };
}

function answerIn(frame: PageFrame, question: Question, answers: Answers): string {
  const say = wordsOf(frame);
  const words = wordsFor(frame, question, answers);
  if (words.choices !== undefined)
    return words.choices.find(({ value }) => value === answers[question])?.label ?? '';
  const answer = (answers[question] ?? '').trim();
  return answer === '' ? say('ask.message.none') : answer;
}

function nextSteps(frame: PageFrame, checked: Checked): string[] {
  const say = wordsOf(frame);
  const { due, guest, coolingOff } = checked;
  const kind = kindIn(checked.answers);
  const date = writtenDay(due.dueOn, frame.locale);
  const regime = regimeName(frame, due.regime);
  return [
    ...(guest ? [say('ask.check.guest')] : []),
    say(`ask.check.due.${due.basis}`, { date, regime }),
    ...(kind === 'erasure' && coolingOff > 0
      ? [say('ask.check.erasure.wait', { wait: writtenDuration(coolingOff, frame.locale) })]
      : []),
    kind === 'export'
      ? say('ask.check.export')
      : kind === 'erasure'
        ? say('ask.check.erasure.end')
        : say('ask.check.other'),
  ];
}
