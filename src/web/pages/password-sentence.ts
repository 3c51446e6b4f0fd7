import { LEAST_PASSWORD } from '../../accounts/account-fields.js';
import { type Problem } from '../../platform/http/problem.js';
import { NewPasswordBody } from '../api/auth-schemas.js';
import { type FieldError } from '../layout/field-error.js';
import { type PageFrame } from '../layout/frame.js';
import { wordsOf } from '../layout/phrase.js';
import { type FieldSentence } from './field-errors.js';

/** Which sentence tells what is wrong with a refused new password. */
export function passwordSentence(password: string): FieldSentence {
  const form = NewPasswordBody.shape.password.safeParse(password);
  if (form.success) return 'error.guessable';
  return [...password.normalize('NFC')].length < LEAST_PASSWORD ? 'error.newPassword' : 'error.longPassword';
}

/** The error of a form whose field `current` holds the present password, where a refusal says that it is wrong. */
export function wrongPassword(frame: PageFrame, { status }: Problem): FieldError[] {
  return status === 401 ? [{ field: 'current', message: wordsOf(frame)('error.wrongPassword') }] : [];
}
