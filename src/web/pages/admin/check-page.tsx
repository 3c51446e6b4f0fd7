import { Choices } from '../../layout/choices.js';
import { type Choice } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface CheckView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly system: string;
  /** What to search, and how. */
  readonly task?: string;
  readonly choices: readonly Choice[];
  readonly dated: boolean;
  readonly outcome: string;
  readonly expiresOn: string;
  readonly errors: readonly FieldError[];
}

/** Where an admin says what was found in a system that is searched by hand. */
export function CheckPage(view: CheckView) {
  const { frame, reference, system, task, choices, dated, outcome, expiresOn, errors } = view;
  const say = wordsOf(frame);
  const title = say('check.page', { system });
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{title}</h1>
      <p class="lead">{task ?? say('check.task')}</p>
      <Form frame={frame}>
        <Choices
          name="outcome"
          label={say('check.outcome')}
          values={[outcome]}
          choices={choices}
          errors={errors}
        />
        {dated && (
          <TextField
            name="expiresOn"
            type="date"
            label={say('check.expiresOn')}
            hint={say('check.expiresOn.hint')}
            value={expiresOn}
            required={false}
            errors={errors}
          />
        )}
        <div class="actions">
          <Submit>{say('check.button')}</Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
