import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { SavedList, type SavedLine } from '../../layout/saved-list.js';

/** The saved searches of an auditor, and one that could not be saved. */
export interface SavedView {
  readonly frame: PageFrame;
  readonly searches: readonly SavedLine[];
  readonly refused?: { readonly name: string; readonly query: URLSearchParams };
  readonly errors: readonly FieldError[];
}

export function SavedPage({ frame, searches, refused, errors }: SavedView) {
  const say = wordsOf(frame);
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
      <SavedList
        frame={frame}
        caption={say('saved.title')}
        name={say('saved.name')}
        none={say('saved.none')}
        rows={searches}
      />
    </Layout>
  );
}
