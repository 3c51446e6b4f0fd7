import { type Request } from 'express';
import { emailAddress, paragraphs } from '../../../platform/http/text-schemas.js';
import { REQUEST_KINDS, type RequestKind } from '../../../policy/request-kinds.js';
import { ACTING_AS, type ActingAs } from '../../../requests/request-kinds.js';
import { type RequestForm } from '../../../requests/request-intake.js';
import { type FieldError } from '../../layout/field-error.js';
import { typed } from '../form-input.js';
import { type FieldSentence } from '../field-errors.js';

/** The questions, each on a page of its own. A question's name is that of its field. */
export const QUESTIONS = ['kind', 'actingAs', 'comments', 'message', 'email'] as const;

export type Question = (typeof QUESTIONS)[number];

/** What was answered so far; a question that was not asked yet has no answer. They travel in the form, and nowhere else. */
export type Answers = Readonly<Partial<Record<Question, string>>>;

const COMMENTS: readonly string[] = ['delete', 'detach'];
const MOST_OF_A_MESSAGE = 5000;
/** Kinds that say nothing without a word on what they are about. */
const NEEDS_WORDS: readonly string[] = ['rectification', 'objection', 'complaint', 'article'];

const SENTENCES: Readonly<Record<Question | 'another', FieldSentence>> = {
  kind: 'error.askKind',
  comments: 'error.askComments',
  message: 'error.askMessage',
  another: 'error.askAnother',
  actingAs: 'error.askActingAs',
  email: 'error.email',
};

/** The answers that a form carries. */
export function answersIn(request: Request): Answers {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const given = QUESTIONS.filter((question) => typeof body[question] === 'string');
  return Object.fromEntries(given.map((question) => [question, typed(request, question)]));
}

/** @returns undefined for a text that names no question */
export function questionIn(text: unknown): Question | undefined {
  return QUESTIONS.find((question) => question === text);
}

export function kindIn(answers: Answers): RequestKind | undefined {
  return REQUEST_KINDS.find((kind) => kind === answers.kind);
}

/** Whether the data asked about are another person's, not the asker's. */
export function isAboutAnother({ actingAs }: Answers): boolean {
  return actingAs !== 'self' && (ACTING_AS as readonly (string | undefined)[]).includes(actingAs);
}

/** Whether the message may not be left empty: who asks for another says in it who that is and how it can be checked. */
export function needsWords(answers: Answers): boolean {
  return isAboutAnother(answers) || NEEDS_WORDS.includes(answers.kind ?? '');
}

/** The questions that these answers lead to, in their order. @param guest nobody with an account asks */
export function questionsFor(answers: Answers, guest: boolean): Question[] {
  const kind = kindIn(answers);
  if (kind === undefined) return ['kind'];
  return QUESTIONS.filter((question) => {
    if (question === 'comments') return kind === 'erasure';
    return question !== 'email' || guest;
  });
}

/** The first question that is not answered as it has to be; undefined where all are. */
export function openQuestion(answers: Answers, guest: boolean): Question | undefined {
  return questionsFor(answers, guest).find((question) => !isAnswered(question, answers));
}

export function isAnswered(question: Question, answers: Answers): boolean {
  const answer = answers[question];
  if (answer === undefined) return false;
  if (question === 'kind') return kindIn(answers) !== undefined;
  if (question === 'comments') return COMMENTS.includes(answer);
  if (question === 'actingAs') return (ACTING_AS as readonly string[]).includes(answer);
  if (question === 'email') return emailAddress.safeParse(answer).success;
  if (answer.trim() === '') return !needsWords(answers);
  return paragraphs(MOST_OF_A_MESSAGE).safeParse(answer).success;
}

/** What is wrong with the answer to a question, if anything is. */
export function errorsOf(
  question: Question,
  answers: Answers,
  say: (key: FieldSentence) => string,
): FieldError[] {
  if (isAnswered(question, answers)) return [];
  const sentence = question === 'message' && isAboutAnother(answers) ? 'another' : question;
  return [{ field: question, message: say(SENTENCES[sentence]) }];
}

/** The request as the answers say it. Call it where no question is open. */
export function formOf(answers: Answers, kind: RequestKind): RequestForm {
  const message = answers.message?.trim();
  const comments = answers.comments as 'delete' | 'detach';
  return {
    kind,
    message: message === '' ? undefined : message,
    scope: kind === 'erasure' ? { comments } : undefined,
    actingAs: answers.actingAs as ActingAs,
  };
}
