import { LOCALES } from '../../../platform/i18n/locale.js';
import { type FieldError } from '../../layout/field-error.js';
import { Choices } from '../../layout/choices.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

/** What an admin may change of a profile, as it was typed. */
export interface TypedProfile {
  readonly displayName: string;
  readonly website: string;
  readonly about: string;
  readonly locale: string;
}

/** Editing somebody's profile from the office's side. */
export interface PersonEditView {
  readonly frame: PageFrame;
  readonly username: string;
  readonly form: TypedProfile;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

export function PersonEditPage({ frame, username, form, reason, errors }: PersonEditView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('person.edit'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('person.edit')}</h1>
      <p class="lead">
        <bdi>{username}</bdi>
      </p>
      <p>{say('person.edit.text')}</p>
      <Form frame={frame}>
        <input type="hidden" name="step" value="save" />
        <TextField
          name="displayName"
          label={say('people.displayName')}
          value={form.displayName}
          required={false}
          autocomplete="off"
          errors={errors}
        />
        <TextField
          name="website"
          label={say('person.website')}
          value={form.website}
          type="url"
          required={false}
          autocomplete="off"
          errors={errors}
        />
        <TextArea
          name="about"
          label={say('person.about')}
          value={form.about}
          most={2000}
          required={false}
          errors={errors}
        />
        <Choices
          name="locale"
          label={say('person.language')}
          hint={say('person.language.hint')}
          values={[form.locale]}
          choices={LOCALES.map((value) => ({ value, label: say(`person.language.${value}`) }))}
          errors={errors}
        />
        <TextField
          name="reason"
          label={say('hold.reason')}
          hint={say('person.why.hint')}
          value={reason}
          autocomplete="off"
          errors={errors}
        />
        <div class="actions">
          <Submit>{say('person.save')}</Submit>
          <a href={linkTo(frame, '/admin/people')}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
