import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type CollectionLine, type SourceCard, type SourcesView } from './sources-view.js';

/** Every place that holds personal data: whether it answers, and about how much it holds. */
export function SourcesPage({ frame, sources }: SourcesView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('sources.title')} wide>
      <h1>{say('sources.title')}</h1>
      <p class="lead">{say('sources.intro')}</p>
      {sources.map((source) => (
        <Source key={source.id} frame={frame} source={source} />
      ))}
      <p class="quiet-text">{say('sources.command')}</p>
    </Layout>
  );
}

function Source({ frame, source }: { frame: PageFrame; source: SourceCard }) {
  const say = wordsOf(frame);
  return (
    <section class="card mb-4">
      <h2>
        {source.title}{' '}
        <span class="mono quiet-text">
          <Ltr>{source.id}</Ltr>
        </span>
      </h2>
      <p>
        <Tag tone={source.tone}>{source.state}</Tag> <Tag tone="open">{source.mode}</Tag>{' '}
        <span class="quiet-text">{source.summary}</span>
      </p>
      {source.findings.map(({ title, lines }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {source.unmapped.length > 0 && (
        <>
          <h3>{say('sources.unmapped')}</h3>
          <ul class="mono">
            {source.unmapped.map((column) => (
              <li key={column}>
                <Ltr>{column}</Ltr>
              </li>
            ))}
          </ul>
        </>
      )}
      <Collections frame={frame} source={source} />
    </section>
  );
}

function Collections({ frame, source }: { frame: PageFrame; source: SourceCard }) {
  const say = wordsOf(frame);
  const columns: Column<CollectionLine>[] = [
    { title: say('scope.collection'), header: true, cell: ({ title }) => title },
    { title: say('scope.category'), cell: ({ category }) => category },
    {
      title: say('sources.table'),
      cell: ({ table }) => (
        <span class="mono name">
          <Ltr>{table}</Ltr>
        </span>
      ),
    },
    { title: say('sources.rows'), cell: ({ rows }) => rows, number: true },
  ];
  return (
    <Table
      frame={frame}
      caption={say('sources.caption', { source: source.title })}
      columns={columns}
      rows={source.collections}
    />
  );
}
