import { h } from 'preact';
import { controlOf, Field, type FieldParts, notesOf } from './field-frame.js';

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

/** A file, which can be dropped on it. `accept`: kinds that the browser offers first. */
export function FileField({ accept, ...parts }: FieldParts & { accept: string }) {
  const notes = notesOf(parts);
  return (
    <Field parts={parts} notes={notes}>
      {h('input', { ...controlOf(parts, notes, 'form-control'), type: 'file', accept, required: true })}
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
