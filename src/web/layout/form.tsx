import { type ComponentChildren } from 'preact';
import { linkTo, type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** What is wrong with one field, in the reader's language. */
export interface FieldError {
  /** Name of the field. */
  readonly field: string;
  readonly message: string;
}

/** A form that posts to its own page. */
export function Form({ frame, children }: { frame: PageFrame; children: ComponentChildren }) {
  return (
    <form method="post" action={linkTo(frame, frame.path)} novalidate>
      {children}
    </form>
  );
}

/** A page's title for the browser's tab, which says first that something is to be corrected. */
export function markedTitle(frame: PageFrame, title: string, errors: readonly FieldError[]): string {
  return errors.length === 0 ? title : wordsOf(frame)('errors.mark', { title });
}

/** Says on top of the page what is wrong, each line a link to its field. Announced when the page opens. */
export function ErrorSummary({ frame, errors }: { frame: PageFrame; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" aria-labelledby="errors-title" tabindex={-1}>
      <h2 id="errors-title">{wordsOf(frame)('errors.title')}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** After too many tries: says how long to wait. */
export function WaitNotice({ frame, minutes }: { frame: PageFrame; minutes: number | undefined }) {
  if (minutes === undefined) return null;
  return (
    <p class="notice bad" role="alert">
      {wordsOf(frame)('problem.text.429', { minutes })}
    </p>
  );
}

/** A line of input with its label, hint and error. The value of a password is never given back. */
export function TextField({
  name,
  label,
  hint,
  value,
  type = 'text',
  autocomplete,
  errors,
}: {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  type?: 'text' | 'email' | 'password';
  autocomplete: 'username' | 'current-password' | 'new-password' | 'email';
  errors: readonly FieldError[];
}) {
  const error = errors.find(({ field }) => field === name);
  const notes = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  const input = {
    id: name,
    name,
    autocomplete,
    autocapitalize: 'none',
    spellcheck: false,
    required: true,
    'aria-invalid': error === undefined ? undefined : 'true',
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
  } as const;
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${name}-error`}>
          {error.message}
        </p>
      )}
      {type === 'text' && <input {...input} type="text" dir="auto" value={value} />}
      {type === 'email' && <input {...input} type="email" dir="ltr" value={value} />}
      {type === 'password' && <input {...input} type="password" dir="ltr" />}
    </div>
  );
}

/** A box to tick; its value arrives as `true`, or not at all. */
export function CheckBox({
  name,
  label,
  hint,
  checked,
}: {
  name: string;
  label: string;
  hint: string;
  checked: boolean;
}) {
  return (
    <div class="field check">
      <input
        id={name}
        name={name}
        type="checkbox"
        value="true"
        checked={checked}
        aria-describedby={`${name}-hint`}
      />
      <label for={name}>{label}</label>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}

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
      <button type="submit">{say('forgot.button')}</button>
    </Form>
  );
}
