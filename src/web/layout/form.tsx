import { type ComponentChildren } from 'preact';
import { linkTo, type PageFrame } from './frame.js';
import { type FieldError } from './field-error.js';
import { wordsOf } from './phrase.js';

/** A form that posts to its own page, or to `path`. Programs in the browser check nothing: the answer says what is wrong. */
export function Form({
  frame,
  id,
  path = frame.path,
  children,
}: {
  frame: PageFrame;
  id?: string;
  path?: string;
  children: ComponentChildren;
}) {
  return (
    <form id={id} method="post" action={linkTo(frame, path)} novalidate>
      {children}
    </form>
  );
}

/** A form that asks for another view of a list: its values go into the address, so that the view can be kept as a link. */
export function FilterForm({ frame, children }: { frame: PageFrame; children: ComponentChildren }) {
  return (
    <form method="get" action={frame.path} role="search">
      {frame.chosen && <input type="hidden" name="lang" value={frame.locale} />}
      {children}
    </form>
  );
}

/** The button that sends a form. It names what happens. */
export function Submit({
  children,
  look = 'primary',
  name,
  value,
}: {
  children: ComponentChildren;
  /** `quiet`: beside something more important; `danger`: what it does cannot be undone. */
  look?: 'primary' | 'quiet' | 'danger';
  name?: string;
  value?: string;
}) {
  const looks = {
    primary: 'btn btn-primary',
    quiet: 'btn btn-outline-primary btn-sm',
    danger: 'btn btn-danger',
  };
  return (
    <button type="submit" class={looks[look]} name={name} value={value}>
      {children}
    </button>
  );
}

/** A form that sends a file, to `path`. */
export function FileForm({
  frame,
  path,
  children,
}: {
  frame: PageFrame;
  path: string;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={linkTo(frame, path)} enctype="multipart/form-data" novalidate>
      {children}
    </form>
  );
}

/** A form of one button, for a step that needs no more said. */
export function ButtonForm({
  frame,
  path,
  children,
  look = 'quiet',
  values = {},
}: {
  frame: PageFrame;
  path: string;
  children: ComponentChildren;
  look?: 'primary' | 'quiet' | 'danger';
  values?: Readonly<Record<string, string>>;
}) {
  return (
    <Form frame={frame} path={path}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Submit look={look}>{children}</Submit>
    </Form>
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
