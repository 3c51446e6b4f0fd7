import { type ComponentChildren, h } from 'preact';
import { type FieldError } from './field-error.js';
import { type PageFrame } from './frame.js';
import { Form, Submit } from './form.js';
import { wordsOf } from './phrase.js';

/** What every field of a form has. Its name is its id: the summary of errors leads there. */
interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors: readonly FieldError[];
}

interface Notes {
  readonly error?: FieldError;
  /** Ids of what describes the field. */
  readonly describedBy?: string;
}

function notesOf({ name, hint, errors }: FieldParts): Notes {
  const error = errors.find(({ field }) => field === name);
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  return { error, describedBy: ids.length === 0 ? undefined : ids.join(' ') };
}

function Hint({ name, hint }: Pick<FieldParts, 'name' | 'hint'>) {
  if (hint === undefined) return null;
  return (
    <p class="form-text mt-0 mb-1" id={`${name}-hint`}>
      {hint}
    </p>
  );
}

function ErrorText({ name, error }: { name: string; error?: FieldError }) {
  if (error === undefined) return null;
  return (
    <p class="error" id={`${name}-error`}>
      {error.message}
    </p>
  );
}

/** One field in its frame: label, hint, error, and then the control. */
function Field({ parts, notes, children }: { parts: FieldParts; notes: Notes; children: ComponentChildren }) {
  return (
    <div class={notes.error === undefined ? 'field' : 'field wrong'}>
      <label for={parts.name}>{parts.label}</label>
      <Hint {...parts} />
      <ErrorText name={parts.name} error={notes.error} />
      {children}
    </div>
  );
}

function controlOf(parts: FieldParts, notes: Notes, look: 'form-control' | 'form-select') {
  return {
    id: parts.name,
    name: parts.name,
    class: notes.error === undefined ? look : `${look} is-invalid`,
    'aria-invalid': notes.error === undefined ? undefined : ('true' as const),
    'aria-describedby': notes.describedBy,
  };
}

/** Left to right in every language: what is written in ASCII. */
const LTR_TYPES: readonly string[] = ['email', 'password', 'date', 'number', 'url', 'tel'];

/** A line of input. The value of a password is never given back. `autocomplete`: what the browser may fill in. */
export function TextField({
  value,
  type = 'text',
  autocomplete,
  required = true,
  dir,
  ...parts
}: FieldParts & {
  value?: string;
  type?: 'text' | 'email' | 'password' | 'date' | 'number' | 'url' | 'search';
  autocomplete?: 'username' | 'current-password' | 'new-password' | 'email' | 'name' | 'url' | 'off';
  required?: boolean;
  /** Left to right for references, addresses and the like; otherwise by the type. */
  dir?: 'ltr';
}) {
  const notes = notesOf(parts);
  return (
    <Field parts={parts} notes={notes}>
      {h('input', {
        ...controlOf(parts, notes, 'form-control'),
        type,
        dir: dir ?? (LTR_TYPES.includes(type) ? 'ltr' : 'auto'),
        autocomplete,
        autocapitalize: 'none',
        spellcheck: false,
        required,
        value: type === 'password' ? undefined : value,
      })}
    </Field>
  );
}

/** Several lines of input. `most`: characters that are accepted. */
export function TextArea({
  value,
  most,
  rows = 5,
  required = true,
  ...parts
}: FieldParts & { value?: string; most?: number; rows?: number; required?: boolean }) {
  const notes = notesOf(parts);
  return (
    <Field parts={parts} notes={notes}>
      <textarea
        {...controlOf(parts, notes, 'form-control')}
        dir="auto"
        rows={rows}
        maxlength={most}
        required={required}
      >
        {value}
      </textarea>
    </Field>
  );
}

/** One of several values. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A list to choose one from; for many choices. */
export function Select({
  value,
  choices,
  required = false,
  ...parts
}: FieldParts & { value?: string; choices: readonly Choice[]; required?: boolean }) {
  const notes = notesOf(parts);
  return (
    <Field parts={parts} notes={notes}>
      <select {...controlOf(parts, notes, 'form-select')} required={required}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Buttons to choose one from, or boxes to choose several; for few choices. The first has the field's id. */
export function Choices({
  values,
  choices,
  type = 'radio',
  heading = false,
  ...parts
}: FieldParts & {
  values: readonly string[];
  choices: readonly Choice[];
  type?: 'radio' | 'checkbox';
  /** The question is the page's own: its text is the first heading. */
  heading?: boolean;
}) {
  const { error, describedBy } = notesOf(parts);
  return (
    <fieldset class={error === undefined ? 'field' : 'field wrong'} aria-describedby={describedBy}>
      <legend>{heading ? <h1>{parts.label}</h1> : parts.label}</legend>
      <Hint {...parts} />
      <ErrorText name={parts.name} error={error} />
      {choices.map((choice, index) => (
        <Tick
          key={choice.value}
          {...choice}
          id={index === 0 ? parts.name : `${parts.name}-${index}`}
          name={parts.name}
          type={type}
          checked={values.includes(choice.value)}
        />
      ))}
    </fieldset>
  );
}

function Tick({
  id,
  name,
  type,
  value,
  label,
  hint,
  checked,
}: Choice & { id: string; name: string; type: 'radio' | 'checkbox'; checked: boolean }) {
  const described = hint === undefined ? undefined : `${id}-choice-hint`;
  return (
    <div class="form-check">
      {h('input', {
        class: 'form-check-input',
        id,
        name,
        type,
        value,
        checked,
        'aria-describedby': described,
      })}
      <label class="form-check-label" for={id}>
        {label}
      </label>
      <Hint name={`${id}-choice`} hint={hint} />
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
  hint?: string;
  checked: boolean;
}) {
  return (
    <div class="field">
      <Tick id={name} name={name} type="checkbox" value="true" label={label} hint={hint} checked={checked} />
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
      <Submit>{say('forgot.button')}</Submit>
    </Form>
  );
}
