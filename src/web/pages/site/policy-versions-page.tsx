import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { type PolicyChangesView, type PolicyVersionsView, type ShownChange } from './policy-versions-view.js';

/** Which versions of the policy there were, are and will be. */
export function PolicyVersionsPage({ frame, versions }: PolicyVersionsView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('policy.versions')}>
      <h1>{say('policy.versions')}</h1>
      {versions.length === 0 && <p>{say('policy.versions.none')}</p>}
      <ul>
        {versions.map(({ version, day, state }) => (
          <li key={version}>
            <a href={linkTo(frame, `/privacy/versions/${version}`)}>{day}</a> <span>({state})</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={linkTo(frame, '/privacy')}>{say('policy.title')}</a>
      </p>
    </Layout>
  );
}

/** What one version says otherwise than the one before. */
export function PolicyChangesPage(view: PolicyChangesView) {
  const { frame, day, state, since, parts } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('policy.changes', { day })}>
      <h1>{say('policy.changes', { day })}</h1>
      <p class="quiet-text">{state}</p>
      <p class="lead">
        {since === undefined ? say('policy.changes.first') : say('policy.changes.since', { day: since })}
      </p>
      {since !== undefined && parts.length === 0 && <p>{say('policy.changes.none')}</p>}
      {parts.map(({ title, changes }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul class="policy-changes">
            {changes.map((change) => (
              <li key={change.id}>
                <Change change={change} view={view} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a href={linkTo(frame, '/privacy/versions')}>{say('policy.versions')}</a>
      </p>
    </Layout>
  );
}

/** Said in words as well as shown: strikes and colours are not read aloud. */
function Change({ change, view }: { change: ShownChange; view: PolicyChangesView }) {
  const { before, after, label } = change;
  const say = wordsOf(view.frame);
  return (
    <>
      {label !== undefined && <h3>{label}</h3>}
      <dl>
        {before !== undefined && (
          <div>
            <dt>{say(after === undefined ? 'policy.change.gone' : 'policy.change.before')}</dt>
            <dd>
              <del dir="auto">{before}</del>
            </dd>
          </div>
        )}
        {after !== undefined && (
          <div>
            <dt>{say(before === undefined ? 'policy.change.new' : 'policy.change.after')}</dt>
            <dd>
              <ins dir="auto">{after}</ins>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
