import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import {
  type Answers,
  type Asker,
  isAboutAnother,
  kindIn,
  type Question,
  questionsFor,
} from './ask-answers.js';
import { nameOf, questionWords, type QuestionWords } from './ask-words.js';
import { type Checked, nextSteps } from './ask-next.js';
import { openRequest, type OpenRequestLine } from './open-request.js';

/** The form that carries the answers: every way off the page that keeps them sends it. */
export const ASK_FORM = 'answers';

/** One question in words. */
export interface QuestionView extends QuestionWords {
  readonly frame: PageFrame;
  readonly question: Question;
  /** Which step of how many it is, as far as that is known. */
  readonly step: string;
  readonly value: string;
  readonly errors: readonly FieldError[];
  /** The answers to the other questions, which the form carries on. */
  readonly carried: readonly (readonly [string, string])[];
  /** The question before this one. */
  readonly back?: Question;
  /** Without an account: where to sign in, if there is one. */
  readonly signInPath?: string;
  readonly open?: OpenRequestLine;
}

/** The answers in words, and what follows from sending them. */
export interface CheckView {
  readonly frame: PageFrame;
  readonly rows: readonly { readonly question: Question; readonly name: string; readonly answer: string }[];
  readonly carried: readonly (readonly [string, string])[];
  /** As of a question: the last one. */
  readonly step: string;
  /** What happens once it is sent, one sentence each. */
  readonly next: readonly string[];
  readonly button: string;
  /** What it does cannot be undone. */
  readonly final: boolean;
  readonly open?: OpenRequestLine;
  readonly asksPassword: boolean;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** @param errors what was wrong with the answer that is shown again */
export function presentQuestion(
  frame: PageFrame,
  question: Question,
  answers: Answers,
  asker: Asker,
  errors: readonly FieldError[] = [],
): QuestionView {
  const questions = questionsFor(answers, asker);
  return {
    frame: { ...frame, languageForm: { id: ASK_FORM, name: 'go', value: question } },
    question,
    step: stepOf(frame, questions.indexOf(question) + 1, questions.length + 1, kindIn(answers) !== undefined),
    ...questionWords(frame, question, answers, asker),
    value: answers[question] ?? (question === 'actingAs' ? 'self' : ''),
    errors,
    carried: Object.entries(answers).filter(([name]) => name !== question),
    back: questions[questions.indexOf(question) - 1],
    signInPath: question === 'email' ? '/login?next=/requests/new' : undefined,
    open: question === 'actingAs' ? openRequest(frame, asker) : undefined,
  };
}

/** @param counted whether it is known by now how many steps there are */
function stepOf(frame: PageFrame, step: number, steps: number, counted = true): string {
  const say = wordsOf(frame);
  return counted ? say('ask.step.of', { step, steps }) : say('ask.step', { step });
}

export function presentCheck(
  frame: PageFrame,
  checked: Checked,
  errors: readonly FieldError[] = [],
  waitMinutes?: number,
): CheckView {
  const say = wordsOf(frame);
  const { answers, kind, asker } = checked;
  const another = isAboutAnother(answers);
  const questions = questionsFor(answers, asker);
  const steps = questions.length + 1;
  return {
    frame: { ...frame, languageForm: { id: ASK_FORM } },
    step: stepOf(frame, steps, steps),
    rows: questions.map((question) => ({
      question,
      name: nameOf(frame, question, answers),
      answer: answerIn(frame, question, checked),
    })),
    carried: Object.entries(answers),
    open: openRequest(frame, asker),
    next: nextSteps(frame, checked),
    button: say(another ? 'ask.another.send' : `ask.send.${kind}`),
    final: kind === 'erasure' && !another,
    asksPassword: checked.asksPassword,
    errors,
    waitMinutes,
  };
}

function answerIn(frame: PageFrame, question: Question, { answers, asker }: Checked): string {
  const say = wordsOf(frame);
  const words = questionWords(frame, question, answers, asker);
  if (words.choices !== undefined)
    return words.choices.find(({ value }) => value === answers[question])?.label ?? '';
  const answer = (answers[question] ?? '').trim();
  return answer === '' ? say('ask.message.none') : answer;
}
