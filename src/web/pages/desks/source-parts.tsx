import { type PageFrame } from '../../layout/frame.js';
import { type Column, Facts, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type CollectionLine, type SourceCard } from './sources-view.js';

/** What is known of one source, without its name. */
export function SourceFacts({ frame, source }: { frame: PageFrame; source: SourceCard }) {
  const say = wordsOf(frame);
  return (
    <>
      <p>
        <Tag tone={source.tone}>{source.state}</Tag> <Tag tone="open">{source.mode}</Tag>{' '}
        <span class="quiet-text">{source.summary}</span>
      </p>
      <Facts
        facts={[
          [say('system.checkedAt'), source.checkedAt],
          [say('system.pinned'), source.pinned],
        ]}
      />
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
    </>
  );
}

/** What the source holds. */
export function Collections({ frame, source }: { frame: PageFrame; source: SourceCard }) {
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
