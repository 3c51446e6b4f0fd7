import { type Problem } from '../../platform/http/problem.js';
import { type FieldError } from '../layout/field-error.js';
import { type PageFrame } from '../layout/frame.js';
import { wordsOf } from '../layout/phrase.js';
import { type PageKey } from '../words/words.js';

/** Sentences that say what a field must hold. */
export type FieldSentence = PageKey & `error.${string}`;

/** How many characters a field may have, where nothing is wrong but that it has more. */
function mostOf(problem: Problem, field: string): number | undefined {
  const own = problem.errors.filter(({ pointer }) => pointer.replace(/^[/?]/, '') === field);
  return own.length === 1 ? own[0]?.most : undefined;
}

/**
 * The errors of a form, in the reader's language, out of a refusal that speaks English to programs.
 * @param sentences what each field of the form must hold: `{ password: 'error.newPassword' }`; a field within another is
 *   named as its pointer is: `scope/email`
 * @param least how many characters a new password must have
 */
export function fieldErrors(
  frame: PageFrame,
  problem: Problem,
  sentences: Readonly<Record<string, FieldSentence>>,
  least: number = 0,
): FieldError[] {
  const say = wordsOf(frame);
  const named = problem.errors.map(({ pointer }) => pointer.replace(/^[/?]/, ''));
  const known = Object.entries(sentences).filter(([field]) => named.includes(field));
  const unknown = [...new Set(named)].filter((field) => !(field in sentences));
  return [
    ...known.map(([field, sentence]) => {
      const most = mostOf(problem, field);
      return {
        field,
        message: most === undefined ? say(sentence, { least }) : say('error.tooLong', { most }),
      };
    }),
    ...unknown.map((field) => ({ field, message: say('error.field', { field }) })),
  ];
}
