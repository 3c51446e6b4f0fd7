import { ErrorSummary, markedTitle } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { LastingPart } from './lasting-part.js';
import { type LastingSection } from './lasting-view.js';
import { type KeptLine, type RetentionLine } from './retention-view.js';

/** The dry run of retention: what goes next, what holds keep, and what went last; and what stays for good. */
export function RetentionPage({
  frame,
  rules,
  lasting,
}: {
  frame: PageFrame;
  rules: readonly RetentionLine[];
  /** What is kept without an end, for those who review it. */
  lasting?: LastingSection;
}) {
  const say = wordsOf(frame);
  const errors = lasting?.errors ?? [];
  return (
    <Layout frame={frame} title={markedTitle(frame, say('retention.title'), errors)} wide>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('retention.title')}</h1>
      <p class="lead">{say('retention.intro')}</p>
      <p>{say('retention.indefinite')}</p>
      <Table frame={frame} caption={say('retention.title')} under columns={columnsOf(frame)} rows={rules} />
      {lasting && <LastingPart frame={frame} section={lasting} />}
    </Layout>
  );
}

function columnsOf(frame: PageFrame): Column<RetentionLine>[] {
  const say = wordsOf(frame);
  return [
    {
      title: say('retention.records'),
      header: true,
      cell: ({ title, until }) => (
        <>
          {title}
          <div class="quiet-text fw-normal">{until}</div>
        </>
      ),
    },
    {
      title: say('retention.next'),
      cell: ({ next, removed }) => (
        <>
          {removed}
          <div class="quiet-text">{next}</div>
        </>
      ),
    },
    { title: say('retention.kept'), cell: ({ kept }) => <KeptList frame={frame} kept={kept} /> },
    {
      title: say('retention.before'),
      cell: ({ last, lastRun }) => (
        <>
          {last}
          <div class="quiet-text">{say('retention.run', { at: lastRun })}</div>
        </>
      ),
    },
  ];
}

function KeptList({ frame, kept }: { frame: PageFrame; kept: readonly KeptLine[] }) {
  if (kept.length === 0) return <>{wordsOf(frame)('retention.kept.none')}</>;
  return (
    <ul class="list-unstyled mb-0">
      {kept.map(({ matter, path, rows }) => (
        <li key={matter}>
          {path === undefined ? (
            <bdi>{matter}</bdi>
          ) : (
            <a href={linkTo(frame, path)}>
              <bdi>{matter}</bdi>
            </a>
          )}
          <div class="quiet-text">{rows}</div>
        </li>
      ))}
    </ul>
  );
}
