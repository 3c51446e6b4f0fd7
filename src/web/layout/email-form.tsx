import { type FieldError } from './field-error.js';
import { TextField } from './fields.js';
import { Form, Submit } from './form.js';
import { type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** Asks for an e-mail address to send a link to, and for nothing else. */
export function EmailForm({
  frame,
  email,
  errors,
}: {
  frame: PageFrame;
  email: string;
  errors: readonly FieldError[];
}) {
  const say = wordsOf(frame);
  return (
    <Form frame={frame}>
      <TextField
        name="email"
        label={say('forgot.email')}
        value={email}
        type="email"
        autocomplete="email"
        errors={errors}
      />
      <Submit>{say('forgot.button')}</Submit>
    </Form>
  );
}
