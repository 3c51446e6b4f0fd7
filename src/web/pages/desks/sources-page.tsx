import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { Collections, SourceFacts } from './source-parts.js';
import { type ManualCard, type SourceCard, type SourcesView } from './sources-view.js';

/** Every place that holds personal data: whether it answers, and about how much it holds. */
export function SourcesPage({ frame, sources, manual }: SourcesView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('sources.title')} wide>
      <h1>{say('sources.title')}</h1>
      <p class="lead">{say('sources.intro')}</p>
      {sources.map((source) => (
        <Source key={source.id} frame={frame} source={source} />
      ))}
      {manual.length > 0 && (
        <>
          <h2>{say('check.title')}</h2>
          <p>{say('system.manual.intro')}</p>
          {manual.map((system) => (
            <Manual key={system.id} frame={frame} system={system} />
          ))}
        </>
      )}
      <p class="quiet-text">{say('sources.command')}</p>
    </Layout>
  );
}

function Source({ frame, source }: { frame: PageFrame; source: SourceCard }) {
  return (
    <section class="card mb-4">
      <h2>
        <a href={linkTo(frame, source.path)}>{source.title}</a>{' '}
        <span class="mono quiet-text">
          <Ltr>{source.id}</Ltr>
        </span>
      </h2>
      <SourceFacts frame={frame} source={source} />
      <Collections frame={frame} source={source} />
    </section>
  );
}

function Manual({ frame, system }: { frame: PageFrame; system: ManualCard }) {
  const say = wordsOf(frame);
  return (
    <section class="card mb-4">
      <h3>
        <bdi>{system.title}</bdi>{' '}
        <span class="mono quiet-text">
          <Ltr>{system.id}</Ltr>
        </span>
      </h3>
      <p>
        {system.concerns.map((kind) => (
          <>
            <Tag key={kind} tone="open">
              {kind}
            </Tag>{' '}
          </>
        ))}
      </p>
      <Facts
        facts={[
          [say('system.manual.task'), system.task],
          [say('system.manual.rotates'), system.rotates],
        ]}
      />
    </section>
  );
}
