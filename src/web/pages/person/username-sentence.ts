import { username } from '../../../accounts/account-fields.js';
import { type FieldSentence } from '../field-errors.js';

/** Which sentence tells what is wrong with a refused user name: how it is written, or that somebody has it. */
export function usernameSentence(text: string): FieldSentence {
  return username.safeParse(text).success ? 'error.usernameTaken' : 'error.username';
}
