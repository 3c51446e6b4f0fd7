import { type Request } from 'express';
import { emailAddress, line, paragraphs } from '../../../platform/http/text-schemas.js';
import { REQUEST_KINDS, type RequestKind } from '../../../policy/request-kinds.js';
import { ACTING_AS, type ActingAs } from '../../../requests/request-kinds.js';
import { type RequestForm } from '../../../requests/request-intake.js';
import { type Consent } from '../../../consent/consents.js';
import { type FieldError } from '../../layout/field-error.js';
import { typed } from '../form-input.js';
import { type FieldSentence } from '../field-errors.js';

/** The questions, each on a page of its own. A question's name is that of its field. */
export const QUESTIONS = ['kind', 'actingAs', 'article', 'consent', 'comments', 'message', 'email'] as const;

export type Question = (typeof QUESTIONS)[number];

/** What was answered so far; a question that was not asked yet has no answer. They travel in the form, and nowhere else. */
export type Answers = Readonly<Partial<Record<Question, string>>>;

/** Answers about consents that name none of those listed: every one of them, or one that is not among them. */
export const EVERY_CONSENT = '*';
export const OTHER_CONSENT = '-';

/** Who fills the form in, and what is known of them that the questions go by. */
export interface Asker {
  /** Nobody with an account asks. */
  readonly guest: boolean;
  /** The asker's own consents in force, where it is one of theirs that is withdrawn; empty where none is known. */
  readonly consents: readonly Consent[];
  /** A request for the same of theirs that is not over, where one is enough. */
  readonly open?: { readonly reference: string; readonly receivedAt: Date };
}

const COMMENTS: readonly string[] = ['delete', 'detach'];
/** Characters of an answer that is typed. */
const MOST = { article: 500, consent: 500, message: 5000 } as const;
/** Kinds that say nothing without a word on what they are about. */
const NEEDS_WORDS: readonly string[] = ['rectification', 'objection', 'complaint', 'article'];

const SENTENCES: Readonly<Record<Question | 'another', FieldSentence>> = {
  kind: 'error.askKind',
  article: 'error.askArticle',
  consent: 'error.askConsent',
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

/** Whether it is a consent that is not listed: the message says which. */
export function isOtherConsent({ kind, consent }: Answers): boolean {
  return kind === 'consent_withdrawal' && consent === OTHER_CONSENT;
}

/** Whether the message may not be left empty: who asks for another says in it who that is and how it can be checked. */
export function needsWords(answers: Answers): boolean {
  return isAboutAnother(answers) || isOtherConsent(answers) || NEEDS_WORDS.includes(answers.kind ?? '');
}

/** The questions that these answers lead to, in their order. */
export function questionsFor(answers: Answers, { guest }: Asker): Question[] {
  const kind = kindIn(answers);
  if (kind === undefined) return ['kind'];
  return QUESTIONS.filter((question) => {
    if (question === 'article') return kind === 'article';
    if (question === 'consent') return kind === 'consent_withdrawal';
    if (question === 'comments') return kind === 'erasure';
    return question !== 'email' || guest;
  });
}

/** The first question that is not answered as it has to be; undefined where all are. */
export function openQuestion(answers: Answers, asker: Asker): Question | undefined {
  return questionsFor(answers, asker).find((question) => !isAnswered(question, answers, asker));
}

export function isAnswered(question: Question, answers: Answers, { consents }: Asker): boolean {
  const answer = answers[question];
  if (answer === undefined) return false;
  if (question === 'kind') return kindIn(answers) !== undefined;
  if (question === 'comments') return COMMENTS.includes(answer);
  if (question === 'actingAs') return (ACTING_AS as readonly string[]).includes(answer);
  if (question === 'consent' && consents.length > 0)
    return [EVERY_CONSENT, OTHER_CONSENT, ...consents.map(({ purpose }) => purpose)].includes(answer);
  if (question === 'article' || question === 'consent')
    return line(MOST[question]).safeParse(answer.trim()).success;
  if (question === 'email') return emailAddress.safeParse(answer).success;
  if (answer.trim() === '') return !needsWords(answers);
  return paragraphs(MOST.message).safeParse(answer).success;
}

/** What is wrong with the answer to a question, if anything is. */
export function errorsOf(
  question: Question,
  answers: Answers,
  asker: Asker,
  say: (key: FieldSentence, values?: Readonly<Record<string, number>>) => string,
): FieldError[] {
  if (isAnswered(question, answers, asker)) return [];
  const most = question in MOST ? MOST[question as keyof typeof MOST] : Infinity;
  if ((answers[question] ?? '').trim().length > most)
    return [{ field: question, message: say('error.tooLong', { most }) }];
  const sentence = question === 'message' && isAboutAnother(answers) ? 'another' : question;
  return [{ field: question, message: say(SENTENCES[sentence]) }];
}

/** The request as the answers say it. Call it where no question is open. @param message all that is to be told in words */
export function formOf(answers: Answers, kind: RequestKind, message: string | undefined): RequestForm {
  const comments = answers.comments as 'delete' | 'detach';
  return {
    kind,
    message,
    scope: kind === 'erasure' ? { comments } : undefined,
    actingAs: answers.actingAs as ActingAs,
  };
}
