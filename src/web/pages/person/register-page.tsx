import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface RegisterView {
  readonly frame: PageFrame;
  /** What was typed before; the password never comes back. */
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  /** How many characters a password must have. */
  readonly least: number;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

export function RegisterPage({ frame, errors, waitMinutes, ...view }: RegisterView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('register.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      <h1>{say('register.title')}</h1>
      <p class="lead">{say('register.intro')}</p>
      <Form frame={frame}>
        <TextField
          name="username"
          label={say('register.username')}
          hint={say('register.username.hint')}
          value={view.username}
          autocomplete="username"
          errors={errors}
        />
        <TextField
          name="email"
          label={say('register.email')}
          hint={say('register.email.hint')}
          value={view.email}
          type="email"
          autocomplete="email"
          errors={errors}
        />
        <TextField
          name="password"
          label={say('register.password')}
          hint={say('reset.hint', { least: view.least })}
          type="password"
          autocomplete="new-password"
          errors={errors}
        />
        <TextField
          name="displayName"
          label={say('register.displayName')}
          hint={say('register.displayName.hint')}
          value={view.displayName}
          autocomplete="name"
          required={false}
          errors={errors}
        />
        <Submit>{say('register.button')}</Submit>
      </Form>
      <p class="mt-4">
        {say('register.have')} <a href={linkTo(frame, '/login')}>{say('login.button')}</a>
      </p>
    </Layout>
  );
}

/** The same for every address. */
export function RegisteredPage({ frame }: { frame: PageFrame }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('register.done.title')}>
      <div role="status">
        <h1>{say('register.done.title')}</h1>
        <p class="lead">{say('register.done.text')}</p>
      </div>
      <p>{say('register.done.none')}</p>
    </Layout>
  );
}
