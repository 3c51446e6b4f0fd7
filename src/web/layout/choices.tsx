import { h } from 'preact';
import { controlOf, ErrorText, Field, type FieldParts, Hint, notesOf } from './field-frame.js';

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

/** A box or a button with its label. */
export function Tick({
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
