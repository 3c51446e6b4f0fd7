import { type FieldError } from '../../layout/field-error.js';
import { CheckBox } from '../../layout/choices.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { type KeptForm, writtenKept } from '../kept-form.js';
import { KeptTexts } from './kept-page.js';
import { type WayOn } from './ways-on.js';

export interface LoginView {
  readonly frame: PageFrame;
  /** What was typed before; the password never comes back. */
  readonly login: string;
  readonly rememberMe: boolean;
  readonly errors: readonly FieldError[];
  /** `refused`: the sign-in failed, whatever the reason; `again`: a step needs a recent one; `ended`: a form came too late; `cookies`: the browser keeps none. */
  readonly notice?: 'refused' | 'again' | 'ended' | 'cookies';
  /** The page came with a cookie that must come back: else the browser keeps none, and nobody can be signed in. */
  readonly checksCookies?: boolean;
  /** Set after too many tries. */
  readonly waitMinutes?: number;
  /** Path of this portal to go on to; whoever takes the form checks it. */
  readonly next?: string;
  /** What was typed before, and is offered again after the sign-in. */
  readonly kept?: KeptForm;
  /** Where whoever has no account can go on. */
  readonly ways?: readonly WayOn[];
}

export function LoginPage(view: LoginView) {
  const { frame, login, rememberMe, errors, notice, waitMinutes, next, kept, ways = [] } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('login.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={waitMinutes} />
      {notice !== undefined && (
        <p class={notice === 'refused' || notice === 'cookies' ? 'notice bad' : 'notice'} role="alert">
          {say(`login.${notice}`)}
        </p>
      )}
      <h1>{say('login.title')}</h1>
      <Form frame={frame} path="/login">
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
        {view.checksCookies && <input type="hidden" name="checked" value="true" />}
        {next !== undefined && <input type="hidden" name="next" value={next} />}
        {kept !== undefined && <input type="hidden" name="kept" value={writtenKept(kept)} />}
        <button type="submit" class="btn btn-primary">
          {say('login.button')}
        </button>
      </Form>
      {kept !== undefined && <KeptTexts frame={frame} kept={kept} />}
      {ways.map(({ path, text }) => (
        <p key={path}>
          <a href={linkTo(frame, path)}>{say(text)}</a>
        </p>
      ))}
      <p>
        <a href={linkTo(frame, '/forgot')}>{say('login.forgot')}</a>
      </p>
      <p>
        <a href={linkTo(frame, '/register')}>{say('register.none')}</a>
      </p>
    </Layout>
  );
}
