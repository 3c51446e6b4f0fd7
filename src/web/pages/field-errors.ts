import { type Problem } from '../../platform/http/problem.js';
import { type FieldError } from '../layout/form.js';
import { type PageFrame } from '../layout/frame.js';
import { wordsOf } from '../layout/phrase.js';

/** Fields of the forms, and the sentence of each that says what it must hold. */
const SENTENCES = {
  login: 'error.login',
  password: 'error.password',
  newPassword: 'error.newPassword',
  longPassword: 'error.longPassword',
  guessable: 'error.guessable',
  email: 'error.email',
} as const;

export type FormRule = keyof typeof SENTENCES;

/**
 * The errors of a form, in the reader's language, out of a refusal that speaks English to programs.
 * @param rules what each field of the form must hold: `{ password: 'newPassword' }`
 * @param least how many characters a new password must have
 */
export function fieldErrors(
  frame: PageFrame,
  problem: Problem,
  rules: Readonly<Record<string, FormRule>>,
  least: number = 0,
): FieldError[] {
  const say = wordsOf(frame);
  const named = new Set(problem.errors.map(({ pointer }) => pointer.replace(/^[/?]/, '')));
  return Object.entries(rules)
    .filter(([field]) => named.has(field))
    .map(([field, rule]) => ({ field, message: say(SENTENCES[rule], { least }) }));
}
