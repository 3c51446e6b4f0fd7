import { type FieldError } from '../../layout/field-error.js';
import { TextArea } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

export interface OwnCommentView {
  readonly frame: PageFrame;
  readonly article: string;
  readonly articlePath: string;
  /** Where this page stands. */
  readonly path: string;
  readonly isPublished: boolean;
  /** Until when it can be changed, written out. */
  readonly until: string;
  readonly body: string;
  readonly most: number;
  readonly errors: readonly FieldError[];
  readonly waitMinutes?: number;
}

/** A new comment, for whoever wrote it: what became of it, another text, taking it back. */
export function OwnCommentPage(view: OwnCommentView) {
  const { frame, articlePath, path, isPublished, errors } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('ownComment.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      {view.waitMinutes !== undefined && (
        <p class="notice bad" role="alert">
          {say('comment.tooMany', { minutes: view.waitMinutes })}
        </p>
      )}
      <h1>{say('ownComment.title')}</h1>
      <Notice tone={isPublished ? 'good' : 'open'}>
        {say(isPublished ? 'ownComment.published' : 'ownComment.waits')}
      </Notice>
      <p>
        <a href={linkTo(frame, articlePath)}>
          <bdi>{view.article}</bdi>
        </a>
      </p>
      <section>
        <h2>{say('ownComment.change')}</h2>
        <p>{say('ownComment.until', { until: view.until })}</p>
        <Form frame={frame} path={path}>
          <TextArea
            name="body"
            label={say('comment.body')}
            value={view.body}
            most={view.most}
            rows={6}
            errors={errors}
          />
          <Submit>{say('ownComment.save')}</Submit>
        </Form>
      </section>
      <section>
        <h2>{say('ownComment.withdraw')}</h2>
        <p>{say('ownComment.withdraw.text')}</p>
        <ButtonForm frame={frame} path={`${path}/withdraw`} look="danger">
          {say('ownComment.withdraw.button')}
        </ButtonForm>
      </section>
    </Layout>
  );
}
