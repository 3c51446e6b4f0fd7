import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface PasswordView {
  readonly frame: PageFrame;
  /** `reset`: a new password; `setUp`: the first one of an account. */
  readonly step: 'reset' | 'setUp';
  /** How many characters a password must have. */
  readonly least: number;
  readonly errors: readonly FieldError[];
}

export function PasswordPage({ frame, step, least, errors }: PasswordView) {
  const say = wordsOf(frame);
  const title = say(`${step}.title`);
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{title}</h1>
      <p class="lead">{say(`${step}.intro`)}</p>
      <Form frame={frame}>
        <TextField
          name="password"
          label={say('reset.password')}
          hint={say('reset.hint', { least })}
          type="password"
          autocomplete="new-password"
          errors={errors}
        />
        <button type="submit" class="btn btn-primary">
          {say('reset.button')}
        </button>
      </Form>
    </Layout>
  );
}
