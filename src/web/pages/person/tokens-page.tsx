import { type Choice, Select } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit, WaitNotice } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice, Table } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { CurrentPassword } from './current-password.js';

/** A token without the token itself. */
export interface TokenLine {
  readonly id: string;
  readonly name: string;
  readonly made: string;
  readonly until: string;
}

/** The tokens of an account, the form for a new one, and one that was made just now. */
export interface TokensView {
  readonly frame: PageFrame;
  readonly tokens: readonly TokenLine[];
  readonly form: { readonly name: string; readonly days: string };
  readonly lives: readonly Choice[];
  /** The last proof is too old: the form asks for the password. */
  readonly asksPassword: boolean;
  /** Shown this once. */
  readonly made?: string;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

export function TokensPage(view: TokensView) {
  const { frame, tokens, made, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('tokens.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <WaitNotice frame={frame} minutes={view.waitMinutes} />
      <h1>{say('tokens.title')}</h1>
      <p class="lead">{say('tokens.intro')}</p>
      {made !== undefined && <MadeToken frame={frame} token={made} />}
      {tokens.length === 0 ? <p>{say('tokens.none')}</p> : <Tokens frame={frame} tokens={tokens} />}
      <NewToken {...view} />
      <p class="mt-4">
        <a href={linkTo(frame, '/account')}>{say('account.back')}</a>
      </p>
    </Layout>
  );
}

function MadeToken({ frame, token }: { frame: PageFrame; token: string }) {
  const say = wordsOf(frame);
  return (
    <section aria-labelledby="made">
      <h2 id="made">{say('tokens.made')}</h2>
      <Notice tone="good" said>
        {say('tokens.once')}
      </Notice>
      <p class="mono">
        <Ltr>{token}</Ltr>
      </p>
    </section>
  );
}

function Tokens({ frame, tokens }: Pick<TokensView, 'frame' | 'tokens'>) {
  const say = wordsOf(frame);
  return (
    <Table
      frame={frame}
      caption={say('tokens.table')}
      rows={tokens}
      columns={[
        { title: say('tokens.name'), header: true, cell: ({ name }) => <bdi>{name}</bdi> },
        { title: say('tokens.since'), cell: ({ made }) => made },
        { title: say('sessions.until'), cell: ({ until }) => until },
        {
          title: say('tokens.revoke'),
          act: true,
          cell: ({ id, name }) => (
            <ButtonForm frame={frame} path={`/account/tokens/${id}/revoke`}>
              {say('tokens.revoke')} <bdi class="visually-hidden">{name}</bdi>
            </ButtonForm>
          ),
        },
      ]}
    />
  );
}

function NewToken({ frame, form, lives, asksPassword, errors }: TokensView) {
  const say = wordsOf(frame);
  return (
    <section aria-labelledby="new">
      <h2 id="new">{say('tokens.new')}</h2>
      <Form frame={frame} path="/account/tokens">
        <TextField
          name="name"
          label={say('tokens.name')}
          hint={say('tokens.name.hint')}
          value={form.name}
          autocomplete="off"
          errors={errors}
        />
        <Select
          name="days"
          label={say('tokens.days')}
          value={form.days}
          choices={lives}
          required
          errors={errors}
        />
        {asksPassword && <CurrentPassword frame={frame} errors={errors} />}
        <Submit>{say('tokens.make')}</Submit>
      </Form>
    </section>
  );
}
