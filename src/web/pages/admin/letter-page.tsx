import { REQUEST_KINDS } from '../../../policy/request-kinds.js';
import { LOCALES } from '../../../platform/i18n/locale.js';
import { ACTING_AS } from '../../../requests/request-kinds.js';
import { type FieldError } from '../../layout/field-error.js';
import { Choices, Select } from '../../layout/choices.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { COMMENT_CHOICES, LETTER_CHANNELS, type LetterForm } from './letter-form.js';

export interface LetterView {
  readonly frame: PageFrame;
  readonly form: LetterForm;
  readonly errors: readonly FieldError[];
}

/** Where an admin writes down a request that reached the office outside the portal. */
export function LetterPage({ frame, form, errors }: LetterView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('letter.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('letter.title')}</h1>
      <p class="lead">{say('letter.intro')}</p>
      <Form frame={frame}>
        <Choices
          name="channel"
          label={say('letter.channel')}
          values={[form.channel]}
          choices={LETTER_CHANNELS.map((value) => ({ value, label: say(`letter.channel.${value}`) }))}
          errors={errors}
        />
        <TextField
          name="receivedAt"
          label={say('letter.receivedAt')}
          hint={say('letter.receivedAt.hint')}
          type="date"
          value={form.receivedAt}
          errors={errors}
        />
        <Select
          name="kind"
          label={say('letter.kind')}
          value={form.kind}
          choices={[
            { value: '', label: '' },
            ...REQUEST_KINDS.map((value) => ({ value, label: say(`office.kind.${value}`) })),
          ]}
          required
          errors={errors}
        />
        <Select
          name="comments"
          label={say('letter.comments')}
          value={form.comments}
          choices={[
            { value: '', label: say('letter.comments.all') },
            ...COMMENT_CHOICES.map((value) => ({ value, label: say(`letter.comments.${value}`) })),
          ]}
          errors={errors}
        />
        <Person frame={frame} form={form} errors={errors} />
        <Submit>{say('letter.button')}</Submit>
      </Form>
    </Layout>
  );
}

function Person({ frame, form, errors }: LetterView) {
  const say = wordsOf(frame);
  return (
    <>
      <TextField
        name="email"
        label={say('letter.email')}
        hint={say('letter.email.hint')}
        type="email"
        value={form.email}
        autocomplete="off"
        required={false}
        errors={errors}
      />
      <TextField
        name="name"
        label={say('letter.name')}
        value={form.name}
        autocomplete="off"
        required={false}
        errors={errors}
      />
      <Select
        name="actingAs"
        label={say('letter.actingAs')}
        value={form.actingAs}
        choices={ACTING_AS.map((value) => ({ value, label: say(`letter.actingAs.${value}`) }))}
        errors={errors}
      />
      <Select
        name="locale"
        label={say('letter.locale')}
        value={form.locale}
        choices={LOCALES.map((value) => ({ value, label: say(`letter.locale.${value}`) }))}
        errors={errors}
      />
      <TextArea
        name="message"
        label={say('letter.message')}
        value={form.message}
        most={5000}
        required={false}
        errors={errors}
      />
    </>
  );
}
