import { type FieldError } from '../../layout/field-error.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Pager, Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

/** A ban in force. Nobody can read from it whom it is on. */
export interface BanLine {
  readonly liftPath: string;
  readonly since: string;
  readonly until: string;
  readonly reason: string;
}

/** Bans in force. */
export interface BansView {
  readonly frame: PageFrame;
  readonly email: string;
  readonly errors: readonly FieldError[];
  /** The bans shown are those on the address. */
  readonly narrowed: boolean;
  readonly rows: readonly BanLine[];
  readonly query: URLSearchParams;
  readonly first: boolean;
  readonly next?: string;
}

export function BansPage(view: BansView) {
  const { frame, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('bans.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <p>
        <a href={linkTo(frame, '/admin/people')}>{say('people.title')}</a>
      </p>
      <h1>{say('bans.title')}</h1>
      <p class="lead">{say('bans.intro')}</p>
      <p class="actions">
        <a class="btn btn-primary" href={linkTo(frame, '/admin/bans/new')}>
          {say('bans.new')}
        </a>
      </p>
      <Form frame={frame}>
        <TextField
          name="email"
          label={say('bans.find')}
          hint={say('bans.find.hint')}
          value={view.email}
          type="email"
          autocomplete="off"
          errors={errors}
        />
        <p>
          <Submit look="quiet">{say('desk.filter')}</Submit>{' '}
          {view.narrowed && <a href={linkTo(frame, '/admin/bans')}>{say('bans.all')}</a>}
        </p>
      </Form>
      <Table
        frame={frame}
        caption={view.narrowed ? say('bans.ofAddress') : say('bans.caption')}
        columns={columnsOf(view)}
        rows={view.rows}
      />
      {!view.narrowed && <Pager frame={frame} query={view.query} first={view.first} next={view.next} />}
    </Layout>
  );
}

function columnsOf({ frame }: BansView): Column<BanLine>[] {
  const say = wordsOf(frame);
  return [
    { title: say('bans.since'), header: true, cell: ({ since }) => since },
    { title: say('bans.until'), cell: ({ until }) => until },
    { title: say('hold.reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
    {
      title: say('bans.lift.column'),
      cell: ({ liftPath }) => (
        <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, liftPath)}>
          {say('bans.lift')}
        </a>
      ),
    },
  ];
}

/** A new ban, as it was typed. */
export interface BanFormView {
  readonly frame: PageFrame;
  readonly form: { readonly email: string; readonly reason: string; readonly until: string };
  readonly errors: readonly FieldError[];
}

export function BanFormPage({ frame, form, errors }: BanFormView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('bans.new'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('bans.new')}</h1>
      <p class="lead">{say('bans.new.text')}</p>
      <Form frame={frame}>
        <TextField
          name="email"
          label={say('scope.email')}
          hint={say('bans.email.hint')}
          value={form.email}
          type="email"
          autocomplete="off"
          errors={errors}
        />
        <TextArea
          name="reason"
          label={say('hold.reason')}
          hint={say('bans.reason.hint')}
          value={form.reason}
          most={500}
          rows={3}
          errors={errors}
        />
        <TextField
          name="until"
          label={say('bans.until')}
          hint={say('bans.until.hint')}
          value={form.until}
          type="date"
          required={false}
          errors={errors}
        />
        <div class="actions">
          <Submit>{say('bans.place')}</Submit>
          <a href={linkTo(frame, '/admin/bans')}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
