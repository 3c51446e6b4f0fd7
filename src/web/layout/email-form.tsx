import { type ComponentChildren } from 'preact';
import { type FieldError } from './field-error.js';
import { TextField } from './fields.js';
import { Form, Submit } from './form.js';
import { type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** Asks for an e-mail address to send a link to. @param children fields before it */
export function EmailForm({
  frame,
  email,
  errors,
  children,
}: {
  frame: PageFrame;
  email: string;
  errors: readonly FieldError[];
  children?: ComponentChildren;
}) {
  const say = wordsOf(frame);
  return (
    <Form frame={frame}>
      {children}
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
