import { AsWritten } from '../../layout/as-written.js';
import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { type Column, Facts, Notice, Table, Tag, Timeline } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type EditLine, type HistoryLine, type HoldView } from './hold-view.js';
import { ScopeList } from './holds-page.js';

/** One legal hold: what it keeps, why, since when, and what can be done about it. */
export function HoldPage(view: HoldView) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('hold.title', { matter: view.matter })}>
      <p>
        <a href={linkTo(frame, '/admin/holds')}>{say('hold.back')}</a>
      </p>
      <h1>
        <bdi>{view.matter}</bdi>
      </h1>
      <p class="state">
        <Tag tone={view.tone}>{view.state}</Tag> {view.standing}
      </p>
      {view.reviewOver && <Notice tone="warn">{say('hold.reviewOver')}</Notice>}
      <HoldFacts {...view} />
      <Release {...view} />
      <KeptVersions {...view} />
      <section>
        <h2>{say('hold.history')}</h2>
        <Timeline
          entries={view.history.map((line) => ({
            at: line.at,
            writtenAt: line.writtenAt,
            text: <HistoryText {...line} />,
          }))}
        />
      </section>
    </Layout>
  );
}

function HoldFacts(view: HoldView) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <>
      <Facts
        facts={[
          [say('holds.purpose'), view.purpose],
          [say('hold.citation'), <bdi>{view.citation}</bdi>],
          [say('holds.scope'), <ScopeList frame={view.frame} lines={view.scope} />],
          [say('holds.visibility'), view.told],
          [
            say('holds.review'),
            <>
              {view.reviewOn} {view.reviewOver && <Tag tone="bad">{say('holds.review.over')}</Tag>}{' '}
              {view.mayReview && <a href={linkTo(frame, `${view.path}/review`)}>{say('hold.step.review')}</a>}
            </>,
          ],
        ]}
      />
      {view.everybodys && <p class="quiet-text">{say('hold.everybodys')}</p>}
    </>
  );
}

function Release({ frame, path, release, tasks }: HoldView) {
  const say = wordsOf(frame);
  if (release === undefined && tasks.length === 0) return null;
  return (
    <section class="card mb-4">
      <h2>{say('hold.release')}</h2>
      {release === undefined ? (
        <p>{say('hold.release.none')}</p>
      ) : (
        <>
          <p>{release.text}</p>
          <h3>{say('hold.release.reason')}</h3>
          <AsWritten text={release.reason} look="letter" />
        </>
      )}
      <div class="actions">
        {tasks.map((task) => (
          <a
            key={task}
            class={task === 'confirm' ? 'btn btn-primary' : 'btn btn-outline-primary'}
            href={linkTo(frame, `${path}/${task === 'keep' ? 'keep' : 'release'}`)}
          >
            {say(`hold.step.${task}`)}
          </a>
        ))}
      </div>
    </section>
  );
}

/** Which edits took something that is kept; the values themselves are shown for a reason only. */
function KeptVersions({ frame, path, edits, versions }: HoldView) {
  const say = wordsOf(frame);
  if (versions === 0) return null;
  const columns: Column<EditLine>[] = [
    { title: say('versions.at'), cell: ({ at }) => at },
    { title: say('versions.where'), cell: ({ where }) => where },
    { title: say('scope.category'), cell: ({ category }) => category },
    { title: say('versions.number'), cell: ({ count }) => String(count), number: true },
  ];
  return (
    <section>
      <h2>{say('hold.versions')}</h2>
      <p>{say('hold.versions.count', { n: versions })}</p>
      <Table frame={frame} caption={say('versions.caption')} columns={columns} rows={edits} />
      <p>
        <a href={linkTo(frame, `${path}/versions`)}>{say('versions.show')}</a>
      </p>
    </section>
  );
}

function HistoryText({ text, reason }: HistoryLine) {
  return (
    <>
      {text}
      {reason !== undefined && (
        <span class="d-block quiet-text" dir="auto">
          {reason}
        </span>
      )}
    </>
  );
}
