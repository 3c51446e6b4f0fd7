import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice, Table } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** What is held of a person, by source and category. */
export interface DataView {
  readonly frame: PageFrame;
  /** How many records the person said are not theirs. */
  readonly notMine: number;
  /** Restrictions in force. */
  readonly restricted: readonly { readonly reference: string; readonly since: string }[];
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    /** Missing where the source could not be asked. */
    readonly rows?: readonly { readonly category: string; readonly title: string; readonly count: string }[];
  }[];
}

export function DataPage({ frame, notMine, restricted, sources }: DataView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('data.title')}>
      <h1>{say('data.title')}</h1>
      <p class="lead">{say('data.intro')}</p>
      {restricted.map(({ reference, since }) => (
        <Notice key={reference} tone="open">
          <Phrase
            frame={frame}
            text="data.restricted"
            values={{
              since: <bdi>{since}</bdi>,
              reference: (
                <a href={linkTo(frame, `/requests/${reference}`)}>
                  <Ltr>{reference}</Ltr>
                </a>
              ),
            }}
          />
        </Notice>
      ))}
      {sources.map(({ id, title, rows }) => (
        <section key={id}>
          <h2>{title}</h2>
          {rows === undefined && <Notice tone="warn">{say('data.unreachable')}</Notice>}
          {rows !== undefined && rows.length === 0 && <p>{say('data.nothing')}</p>}
          {rows !== undefined && rows.length > 0 && (
            <Table
              frame={frame}
              caption={say('data.table', { source: title })}
              under
              rows={rows}
              columns={[
                { title: say('data.what'), header: true, cell: (row) => row.title },
                { title: say('data.category'), cell: (row) => row.category },
                { title: say('data.count'), number: true, cell: (row) => row.count },
              ]}
            />
          )}
        </section>
      ))}
      <p>
        {notMine > 0 && `${say('data.notMine', { count: notMine })} `}
        {say('data.doubt')} <a href={linkTo(frame, '/unconfirmed')}>{say('doubt.title')}</a>
      </p>
      <p>{say('data.ways')}</p>
      <div class="actions">
        <a class="btn btn-primary" href={linkTo(frame, '/requests/new?kind=export')}>
          {say('ask.send.export')}
        </a>
        <a class="btn btn-outline-primary" href={linkTo(frame, '/requests/new')}>
          {say('data.other')}
        </a>
      </div>
    </Layout>
  );
}
