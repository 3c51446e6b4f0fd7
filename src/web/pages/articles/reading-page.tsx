import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { ArticleText, type ArticleTextView } from './article-text.js';

export interface ReadingView extends ArticleTextView {
  readonly title: string;
  readonly at: string;
  readonly writtenAt: string;
  /** The article's own page, where this is the answer to a form. */
  readonly articlePath?: string;
}

/** An article by itself. */
export function ReadingPage({ title, at, writtenAt, articlePath, ...text }: ReadingView) {
  const { frame } = text;
  return (
    <Layout frame={frame} title={title}>
      <h1 dir="auto">{title}</h1>
      <p class="quiet-text">
        <time datetime={at}>{writtenAt}</time>
      </p>
      <ArticleText {...text} />
      {articlePath !== undefined && (
        <p>
          <a href={linkTo(frame, articlePath)}>{wordsOf(frame)('reading.back')}</a>
        </p>
      )}
    </Layout>
  );
}
