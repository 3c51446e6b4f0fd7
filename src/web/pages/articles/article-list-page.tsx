import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager, Table, Tag } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

export interface ArticleListView {
  readonly frame: PageFrame;
  readonly articles: readonly {
    readonly path: string;
    readonly title: string;
    /** Absent of a draft. */
    readonly publishedAt?: string;
  }[];
  /** Where to go on with what was written last in this browser. */
  readonly lastPath?: string;
  readonly first: boolean;
  readonly next?: string;
}

/** The articles, drafts too. */
export function ArticleListPage({ frame, articles, lastPath, first, next }: ArticleListView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('writing.all')} wide>
      <h1>{say('writing.all')}</h1>
      <div class="actions">
        <a class="btn btn-primary" href={linkTo(frame, '/admin/articles/new')}>
          {say('writing.new')}
        </a>
        <a class="btn btn-outline-primary" href={linkTo(frame, '/admin/images')}>
          {say('images.title')}
        </a>
        {lastPath !== undefined && (
          <a class="btn btn-outline-primary" href={linkTo(frame, lastPath)}>
            {say('writing.last')}
          </a>
        )}
      </div>
      <Table
        frame={frame}
        caption={say('writing.all')}
        under
        rows={articles}
        columns={[
          {
            title: say('writing.title'),
            header: true,
            cell: ({ path, title }) => (
              <a href={linkTo(frame, path)} dir="auto">
                {title}
              </a>
            ),
          },
          {
            title: say('writing.state'),
            cell: ({ publishedAt }) =>
              publishedAt === undefined ? <Tag tone="open">{say('writing.draft')}</Tag> : publishedAt,
          },
        ]}
      />
      <Pager
        frame={frame}
        query={new URLSearchParams()}
        first={first}
        next={next}
        nextText={say('writing.earlier')}
      />
    </Layout>
  );
}
