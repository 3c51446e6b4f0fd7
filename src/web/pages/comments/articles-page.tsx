import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

export interface ArticlesView {
  readonly frame: PageFrame;
  readonly articles: readonly {
    readonly path: string;
    readonly title: string;
    readonly at: string;
    readonly writtenAt: string;
  }[];
  readonly first: boolean;
  readonly next?: string;
}

/** The site's articles, newest first. */
export function ArticlesPage({ frame, articles, first, next }: ArticlesView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('articles.title')}>
      <h1>{say('articles.title')}</h1>
      {articles.length === 0 && <p>{say('articles.none')}</p>}
      <ul class="rows">
        {articles.map(({ path, title, at, writtenAt }) => (
          <li key={path}>
            <a href={linkTo(frame, path)}>
              <bdi>{title}</bdi>
            </a>
            <time class="quiet-text" datetime={at}>
              {writtenAt}
            </time>
          </li>
        ))}
      </ul>
      <Pager
        frame={frame}
        query={new URLSearchParams()}
        first={first}
        next={next}
        nextText={say('articles.earlier')}
      />
    </Layout>
  );
}
