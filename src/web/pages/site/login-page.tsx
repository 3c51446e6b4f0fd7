import { type FieldError } from '../../layout/field-error.js';
import { CheckBox } from '../../layout/choices.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface LoginView {
  readonly frame: PageFrame;
  /** What was typed before; the password never comes back. */
  readonly login: string;
  readonly rememberMe: boolean;
  readonly errors: readonly FieldError[];
  /** `refused`: the sign-in failed, whatever the reason; `again`: a step needs a recent one. */
  readonly notice?: 'refused' | 'again';
  /** Set after too many tries. */
  readonly waitMinutes?: number;
  /** Path of this portal to go on to; whoever takes the form checks it. */
  readonly next?: string;
}

export function LoginPage({ frame, login, rememberMe, errors, notice, waitMinutes, next }: LoginView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('login.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      {notice !== undefined && (
        <p class={notice === 'refused' ? 'notice bad' : 'notice'} role="alert">
          {say(`login.${notice}`)}
        </p>
      )}
      <h1>{say('login.title')}</h1>
      <Form frame={frame}>
        <TextField
          name="login"
          label={say('login.login')}
          value={login}
          autocomplete="username"
          errors={errors}
        />
        <TextField
          name="password"
          label={say('login.password')}
          type="password"
          autocomplete="current-password"
          errors={errors}
        />
        <CheckBox
          name="rememberMe"
          label={say('login.rememberMe')}
          hint={say('login.rememberMe.hint')}
          checked={rememberMe}
        />
        {next !== undefined && <input type="hidden" name="next" value={next} />}
        <button type="submit" class="btn btn-primary">
          {say('login.button')}
        </button>
      </Form>
      <p>
        <a href={linkTo(frame, '/forgot')}>{say('login.forgot')}</a>
      </p>
      <p>
        <a href={linkTo(frame, '/register')}>{say('register.none')}</a>
      </p>
    </Layout>
  );
}
