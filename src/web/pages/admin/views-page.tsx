import { type FieldError } from '../../layout/field-error.js';
import { ErrorSummary, markedTitle } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { SavedList, type SavedLine } from '../../layout/saved-list.js';
import { SaveViewForm, type ViewToSave } from './save-view-form.js';

/** A saved view in the reader's words. */
export interface ViewLine extends SavedLine {
  readonly whose: string;
}

/** The saved views of the queue, and one that could not be saved. */
export interface ViewsView {
  readonly frame: PageFrame;
  readonly views: readonly ViewLine[];
  readonly refused?: ViewToSave;
  readonly errors: readonly FieldError[];
}

export function ViewsPage({ frame, views, refused, errors }: ViewsView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('views.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('views.title')}</h1>
      <p class="lead">{say('views.intro')}</p>
      {refused !== undefined && <SaveViewForm frame={frame} {...refused} errors={errors} />}
      <SavedList
        frame={frame}
        caption={say('views.title')}
        name={say('views.name')}
        none={say('views.none')}
        rows={views}
        columns={[{ title: say('views.whose'), cell: ({ whose }) => whose }]}
      />
      <p>
        <a href={linkTo(frame, '/admin/requests')}>{say('views.back')}</a>
      </p>
    </Layout>
  );
}
