import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Notice, Table } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** One who was found. */
export interface FoundLine {
  readonly path: string;
  /** Missing for a guest. */
  readonly username?: string;
  readonly displayName: string;
  readonly role: string;
  readonly since: string;
}

/** Looking for people. */
export interface PeopleView {
  readonly frame: PageFrame;
  readonly q: string;
  readonly errors: readonly FieldError[];
  /** Once somebody was looked for. */
  readonly found?: readonly FoundLine[];
  readonly more: boolean;
}

export function PeoplePage(view: PeopleView) {
  const { frame, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('people.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('people.title')}</h1>
      <p class="lead">{say('people.intro')}</p>
      <Form frame={frame}>
        <TextField
          name="q"
          label={say('people.q')}
          hint={say('people.q.hint')}
          value={view.q}
          type="search"
          autocomplete="off"
          errors={errors}
        />
        <Submit>{say('people.find')}</Submit>
      </Form>
      <Found {...view} />
      <p>
        <a href={linkTo(frame, '/admin/bans')}>{say('bans.title')}</a>
      </p>
      <p class="quiet-text">{say('people.roles')}</p>
    </Layout>
  );
}

function Found({ frame, found, more }: PeopleView) {
  const say = wordsOf(frame);
  if (found === undefined) return null;
  const columns: Column<FoundLine>[] = [
    {
      title: say('people.username'),
      header: true,
      cell: ({ path, username }) => (
        <a href={linkTo(frame, path)}>
          {username === undefined ? say('people.guest') : <bdi>{username}</bdi>}
        </a>
      ),
    },
    { title: say('people.displayName'), cell: ({ displayName }) => <bdi>{displayName}</bdi> },
    { title: say('people.role'), cell: ({ role }) => role },
    { title: say('people.since'), cell: ({ since }) => since },
  ];
  return (
    <section class="mt-4">
      <h2>{say('people.found')}</h2>
      {found.length === 0 ? (
        <p role="status">{say('people.none')}</p>
      ) : (
        <Table
          frame={frame}
          caption={say('people.count', { n: found.length })}
          columns={columns}
          rows={found}
        />
      )}
      {more && <Notice tone="open">{say('people.more')}</Notice>}
    </section>
  );
}

/** Asks why somebody is looked at, before anything of them is shown. */
export function PersonReasonPage({
  frame,
  personId,
  reason,
  errors,
}: {
  readonly frame: PageFrame;
  readonly personId: string;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('person.why.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('person.why.title')}</h1>
      <p>{say('person.why.text')}</p>
      <p class="quiet-text">
        {say('person.id')} <Ltr>{personId}</Ltr>
      </p>
      <Form frame={frame}>
        <TextField
          name="reason"
          label={say('hold.reason')}
          hint={say('person.why.hint')}
          value={reason}
          autocomplete="off"
          errors={errors}
        />
        <div class="actions">
          <Submit>{say('person.why.button')}</Submit>
          <a href={linkTo(frame, '/admin/people')}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
