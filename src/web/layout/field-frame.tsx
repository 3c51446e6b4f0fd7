import { type ComponentChildren } from 'preact';
import { type FieldError } from './field-error.js';

/** What every field of a form has. Its name is its id: the summary of errors leads there. */
export interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors: readonly FieldError[];
}

export interface Notes {
  readonly error?: FieldError;
  /** Ids of what describes the field. */
  readonly describedBy?: string;
}

export function notesOf({ name, hint, errors }: FieldParts): Notes {
  const error = errors.find(({ field }) => field === name);
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  return { error, describedBy: ids.length === 0 ? undefined : ids.join(' ') };
}

export function Hint({ name, hint }: Pick<FieldParts, 'name' | 'hint'>) {
  if (hint === undefined) return null;
  return (
    <p class="form-text mt-0 mb-1" id={`${name}-hint`}>
      {hint}
    </p>
  );
}

export function ErrorText({ name, error }: { name: string; error?: FieldError }) {
  if (error === undefined) return null;
  return (
    <p class="error" id={`${name}-error`}>
      {error.message}
    </p>
  );
}

/** One field in its frame: label, hint, error, and then the control. */
export function Field({
  parts,
  notes,
  children,
}: {
  parts: FieldParts;
  notes: Notes;
  children: ComponentChildren;
}) {
  return (
    <div class={notes.error === undefined ? 'field' : 'field wrong'}>
      <label for={parts.name}>{parts.label}</label>
      <Hint {...parts} />
      <ErrorText name={parts.name} error={notes.error} />
      {children}
    </div>
  );
}

export function controlOf(parts: FieldParts, notes: Notes, look: 'form-control' | 'form-select') {
  return {
    id: parts.name,
    name: parts.name,
    class: notes.error === undefined ? look : `${look} is-invalid`,
    'aria-invalid': notes.error === undefined ? undefined : ('true' as const),
    'aria-describedby': notes.describedBy,
  };
}
