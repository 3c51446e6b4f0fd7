import { AsWritten } from '../../layout/as-written.js';
import { CheckBox } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

export interface ArticleFormView {
  readonly frame: PageFrame;
  /** Of one that was saved before. */
  readonly id?: string | undefined;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly published: boolean;
  /** Which one is edited; absent of a new one. */
  readonly version?: number | undefined;
  /** What somebody else saved meanwhile, which saving again overwrites. */
  readonly overtaken?: { readonly title: string; readonly body: string } | undefined;
  /** Where readers see it, once they do. */
  readonly seePath?: string;
  readonly errors: readonly FieldError[];
}

/** Where admins write an article. */
export function ArticleFormPage({
  frame,
  id,
  slug,
  title,
  body,
  published,
  version,
  overtaken,
  seePath,
  errors,
}: ArticleFormView) {
  const say = wordsOf(frame);
  const heading = say(id === undefined ? 'writing.new' : 'writing.edit');
  return (
    <Layout frame={frame} title={markedTitle(frame, heading, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{heading}</h1>
      {overtaken !== undefined && <Overtaken frame={frame} saved={overtaken} />}
      <Form frame={frame} path={id === undefined ? '/admin/articles/new' : `/admin/articles/${id}`}>
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <TextField name="title" label={say('writing.title')} value={title} errors={errors} />
        <TextField
          name="slug"
          label={say('writing.slug')}
          hint={say('writing.slug.hint')}
          value={slug}
          errors={errors}
        />
        <TextArea
          name="body"
          label={say('writing.body')}
          hint={say('writing.body.hint')}
          value={body}
          most={100_000}
          rows={16}
          errors={errors}
        />
        <CheckBox name="published" label={say('writing.published')} checked={published} />
        <Submit>{say('writing.save')}</Submit>
      </Form>
      {seePath !== undefined && (
        <p class="mt-4">
          <a href={linkTo(frame, seePath)}>{say('writing.see')}</a>
        </p>
      )}
      <p class="mt-4">
        <a href={linkTo(frame, '/admin/articles')}>{say('writing.back')}</a>
      </p>
    </Layout>
  );
}

/** Nothing is saved yet: what was typed stands in the form, what is saved here. */
function Overtaken({ frame, saved }: { frame: PageFrame; saved: NonNullable<ArticleFormView['overtaken']> }) {
  const say = wordsOf(frame);
  return (
    <section role="alert">
      <Notice tone="warn">{say('writing.overtaken')}</Notice>
      <details>
        <summary>{say('writing.saved')}</summary>
        <p dir="auto">
          <strong>{saved.title}</strong>
        </p>
        <AsWritten text={saved.body} />
      </details>
    </section>
  );
}
