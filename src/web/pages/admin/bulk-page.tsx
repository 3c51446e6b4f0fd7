import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice, Table } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type BulkCase, type BulkView } from './bulk-view.js';

/** What was done of what was asked for many cases at once, and why not all of it. */
export function BulkPage({ frame, done, doneCases, left, leftCases, back }: BulkView) {
  const say = wordsOf(frame);
  const reference = {
    title: say('queue.column.reference'),
    header: true,
    cell: (row: BulkCase) => <Reference frame={frame} row={row} />,
  };
  return (
    <Layout frame={frame} title={say('bulk.title')}>
      <h1>{say('bulk.title')}</h1>
      {done !== undefined && (
        <>
          <Notice tone="good" said>
            {done}
          </Notice>
          <ul>
            {doneCases.map((row) => (
              <li key={row.reference}>
                <Reference frame={frame} row={row} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Notice tone="warn" said>
        {left}
      </Notice>
      <Table
        frame={frame}
        caption={left}
        under
        columns={[reference, { title: say('bulk.why'), cell: ({ why }) => why }]}
        rows={leftCases}
      />
      <p class="actions">
        <a class="btn btn-primary" href={linkTo(frame, back)}>
          {say('bulk.back')}
        </a>
      </p>
    </Layout>
  );
}

function Reference({ frame, row: { reference, path } }: { frame: PageFrame; row: BulkCase }) {
  return (
    <a class="text-nowrap" href={linkTo(frame, path)}>
      <Ltr>{reference}</Ltr>
    </a>
  );
}
