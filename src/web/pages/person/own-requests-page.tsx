import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type OwnRequestsView } from './own-requests-view.js';

/** Somebody's own requests, newest first. */
export function OwnRequestsPage({ frame, rows, first, next }: OwnRequestsView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('own.title')} wide>
      <h1>{say('own.title')}</h1>
      {rows.length === 0 ? (
        <p>{say('own.none')}</p>
      ) : (
        <Table
          frame={frame}
          caption={say('own.list')}
          rows={rows}
          columns={[
            {
              title: say('own.reference'),
              header: true,
              cell: ({ reference }) => (
                <a href={linkTo(frame, `/requests/${reference}`)}>
                  <Ltr>{reference}</Ltr>
                </a>
              ),
            },
            { title: say('own.kind'), cell: ({ kind }) => kind },
            { title: say('own.state'), cell: ({ tone, state }) => <Tag tone={tone}>{state}</Tag> },
            { title: say('own.received'), cell: ({ receivedOn }) => receivedOn },
            { title: say('own.due'), cell: ({ dueOn }) => dueOn },
          ]}
        />
      )}
      <Pager frame={frame} query={new URLSearchParams()} first={first} next={next} />
      <p>
        <a class="btn btn-primary" href={linkTo(frame, '/requests/new')}>
          {say('own.new')}
        </a>
      </p>
    </Layout>
  );
}
