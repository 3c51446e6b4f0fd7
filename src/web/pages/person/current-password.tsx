import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** The password once more, before something that a fresh sign-in is needed for. */
export function CurrentPassword({ frame, errors }: { frame: PageFrame; errors: readonly FieldError[] }) {
  const say = wordsOf(frame);
  return (
    <TextField
      name="current"
      label={say('password.current')}
      hint={say('address.password.hint')}
      type="password"
      autocomplete="current-password"
      errors={errors}
    />
  );
}
