import { LEAST_PASSWORD } from '../../accounts/account-fields.js';
import { NewPasswordBody } from '../api/auth-schemas.js';
import { type FieldSentence } from './field-errors.js';

/** Which sentence tells what is wrong with a refused new password. */
export function passwordSentence(password: string): FieldSentence {
  const form = NewPasswordBody.shape.password.safeParse(password);
  if (form.success) return 'error.guessable';
  return [...password.normalize('NFC')].length < LEAST_PASSWORD ? 'error.newPassword' : 'error.longPassword';
}
