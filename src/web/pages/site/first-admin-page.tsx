import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface FirstAdminView {
  readonly frame: PageFrame;
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  /** Characters that a password must have. */
  readonly least: number;
  readonly errors: readonly FieldError[];
}

/** Where whoever started a new portal makes its first admin. */
export function FirstAdminPage({ frame, username, email, displayName, least, errors }: FirstAdminView) {
  const say = wordsOf(frame);
  const title = say('firstAdmin.title');
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{title}</h1>
      <p class="lead">{say('firstAdmin.intro')}</p>
      <Form frame={frame}>
        <TextField
          name="username"
          label={say('register.username')}
          hint={say('firstAdmin.username.hint')}
          value={username}
          autocomplete="username"
          dir="ltr"
          errors={errors}
        />
        <TextField
          name="email"
          label={say('forgot.email')}
          hint={say('firstAdmin.email.hint')}
          value={email}
          type="email"
          autocomplete="email"
          errors={errors}
        />
        <TextField
          name="displayName"
          label={say('firstAdmin.displayName')}
          value={displayName}
          autocomplete="name"
          required={false}
          errors={errors}
        />
        <TextField
          name="password"
          label={say('login.password')}
          hint={say('reset.hint', { least })}
          type="password"
          autocomplete="new-password"
          errors={errors}
        />
        <Submit>{say('register.button')}</Submit>
      </Form>
    </Layout>
  );
}
