import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

/** A saved search in the reader's words. */
export interface SavedLine {
  readonly name: string;
  readonly path: string;
  readonly deletePath: string;
  readonly filters: string;
  readonly at: string;
}

/** The saved searches of an auditor, and one that could not be saved. */
export interface SavedView {
  readonly frame: PageFrame;
  readonly searches: readonly SavedLine[];
  readonly refused?: { readonly name: string; readonly query: URLSearchParams };
  readonly errors: readonly FieldError[];
}

export function SavedPage({ frame, searches, refused, errors }: SavedView) {
  const say = wordsOf(frame);
  const columns: Column<SavedLine>[] = [
    {
      title: say('saved.name'),
      header: true,
      cell: ({ name, path }) => (
        <a href={linkTo(frame, path)}>
          <bdi>{name}</bdi>
        </a>
      ),
    },
    { title: say('saved.filters'), cell: ({ filters }) => filters },
    { title: say('saved.at'), cell: ({ at }) => at },
    {
      title: say('saved.delete'),
      cell: ({ deletePath }) => (
        <ButtonForm frame={frame} path={deletePath}>
          {say('saved.delete')}
        </ButtonForm>
      ),
    },
  ];
  return (
    <Layout frame={frame} title={markedTitle(frame, say('saved.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('saved.title')}</h1>
      <p class="lead">{say('saved.intro')}</p>
      {refused !== undefined && (
        <Form frame={frame} path="/audit/saved">
          {[...refused.query].map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            name="name"
            label={say('saved.name')}
            hint={say('saved.name.hint')}
            value={refused.name}
            errors={errors}
          />
          <Submit>{say('saved.save')}</Submit>
        </Form>
      )}
      {searches.length === 0 ? (
        <p>{say('saved.none')}</p>
      ) : (
        <Table frame={frame} caption={say('saved.title')} columns={columns} rows={searches} />
      )}
    </Layout>
  );
}
