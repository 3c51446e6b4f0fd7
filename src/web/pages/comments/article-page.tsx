import { ErrorSummary, markedTitle } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { ArticleText, type ShownBlock } from '../articles/article-text.js';
import { CommentFormSection, type CommentFormView } from './comment-form.js';
import { CommentThread, type ThreadComment } from './comment-thread.js';

export interface ArticleView {
  readonly frame: PageFrame;
  readonly title: string;
  readonly blocks: readonly ShownBlock[];
  /** Where the form of an embed posts to. */
  readonly loadPath: string;
  readonly at: string;
  readonly writtenAt: string;
  readonly comments: readonly ThreadComment[];
  readonly first: boolean;
  readonly next?: string;
  readonly form: CommentFormView;
  readonly waitMinutes?: number;
}

/** An article, what readers wrote under it, and the form for one more comment. */
export function ArticlePage(view: ArticleView) {
  const { frame, title, comments, first, next, form } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, title, form.errors)}>
      <ErrorSummary frame={frame} errors={form.errors} />
      {view.waitMinutes !== undefined && (
        <p class="notice bad" role="alert">
          {say('comment.tooMany', { minutes: view.waitMinutes })}
        </p>
      )}
      <p>
        <a href={linkTo(frame, '/articles')}>{say('articles.title')}</a>
      </p>
      <h1 dir="auto">{title}</h1>
      <p class="quiet-text">
        <time datetime={view.at}>{view.writtenAt}</time>
      </p>
      {first && <ArticleText frame={frame} blocks={view.blocks} loadPath={view.loadPath} />}
      <section id="comments">
        <h2>{say('comments.title')}</h2>
        {comments.length === 0 && <p>{say('comments.none')}</p>}
        {comments.length > 0 && <CommentThread frame={frame} comments={comments} />}
        <Pager
          frame={frame}
          query={new URLSearchParams()}
          first={first}
          next={next}
          nextText={say('comments.later')}
        />
      </section>
      <CommentFormSection frame={frame} form={form} />
    </Layout>
  );
}
