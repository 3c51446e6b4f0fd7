import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface WordsPageView {
  readonly frame: PageFrame;
  readonly words: readonly { readonly id: string; readonly word: string }[];
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

/** The words that let a comment wait. */
export function WordsPage({ frame, words, typed, errors }: WordsPageView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('moderation.words'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <p>
        <a href={linkTo(frame, '/admin/comments')}>{say('moderation.title')}</a>
      </p>
      <h1>{say('moderation.words')}</h1>
      <p class="lead">{say('words.intro')}</p>
      <Form frame={frame}>
        <TextField
          name="word"
          label={say('words.new')}
          hint={say('words.new.hint')}
          value={typed}
          autocomplete="off"
          errors={errors}
        />
        <Submit>{say('words.add')}</Submit>
      </Form>
      <section>
        <h2>{say('words.list')}</h2>
        {words.length === 0 && <p class="quiet-text">{say('words.none')}</p>}
        <ul class="rows">
          {words.map(({ id, word }) => (
            <li key={id}>
              <bdi>{word}</bdi>
              <ButtonForm frame={frame} path={`/admin/comments/words/${id}/remove`}>
                {say('words.remove')}
                <span class="visually-hidden">
                  {' '}
                  <bdi>{word}</bdi>
                </span>
              </ButtonForm>
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}
