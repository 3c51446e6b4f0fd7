import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Table } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type ContactLine, type PolicyView } from './policy-view.js';

/** The published policy. */
export function PolicyPage(view: PolicyView) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('policy.title')}>
      <h1>{say('policy.title')}</h1>
      <p class="quiet-text">
        {say('policy.version', { date: view.version })}{' '}
        <a href={linkTo(frame, '/privacy/versions')}>{say('policy.versions')}</a>
      </p>
      {view.coming !== undefined && (
        <p class="notice">
          <a href={linkTo(frame, `/privacy/versions/${view.coming.version}`)}>
            {say('policy.coming', { day: view.coming.day })}
          </a>
        </p>
      )}
      <section>
        <h2>{say('policy.controller')}</h2>
        <p>
          <Phrase
            frame={frame}
            text="policy.controller.text"
            values={{ site: <bdi>{frame.site}</bdi>, law: view.law }}
          />
        </p>
        <Facts facts={view.contact.map((line) => [line.label, <Contact line={line} />])} />
      </section>
      <Rights view={view} />
      <section>
        <h2>{say('policy.promises')}</h2>
        <ol>
          {view.promises.map(({ id, text }) => (
            <li key={id} id={id}>
              {text}
            </li>
          ))}
        </ol>
        <p>
          <Phrase frame={frame} text="policy.promises.portal" values={{ site: <bdi>{frame.site}</bdi> }} />
        </p>
        <p>
          <a href={linkTo(frame, '/cookies')}>{say('cookies.title')}</a>
        </p>
      </section>
      <Uses view={view} />
      <section>
        <h2>{say('policy.retention')}</h2>
        <Table
          frame={frame}
          caption={say('policy.retention')}
          under
          columns={[
            { title: say('policy.kept'), header: true, cell: (row) => row.title },
            { title: say('policy.until'), cell: (row) => row.until },
          ]}
          rows={view.retention}
        />
      </section>
      <List title={say('policy.origins')} texts={view.origins} />
      <List title={say('policy.decisions')} texts={view.decisions} />
      <p>
        <a href="/api/v1/policy">{say('policy.data')}</a>
      </p>
    </Layout>
  );
}

function Contact({ line: { text, href, ltr } }: { line: ContactLine }) {
  const shown = ltr ? <Ltr>{text}</Ltr> : text;
  return href === undefined ? <>{shown}</> : <a href={href}>{shown}</a>;
}

function Rights({ view }: { view: PolicyView }) {
  const { frame, authority } = view;
  const say = wordsOf(frame);
  const link = (
    <a href={authority.url} rel="noreferrer">
      {authority.name}
    </a>
  );
  return (
    <section>
      <h2>{say('policy.rights')}</h2>
      <ul>
        {view.rights.map(({ title }) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      <p class="actions">
        <a class="btn btn-primary" href={linkTo(frame, '/requests/new')}>
          {say('policy.rights.ask')}
        </a>
      </p>
      <p>
        <Phrase frame={frame} text="policy.authority" values={{ authority: link }} />
      </p>
    </section>
  );
}

function Uses({ view }: { view: PolicyView }) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('policy.purposes')}</h2>
      <Table
        frame={frame}
        caption={say('policy.purposes')}
        under
        columns={[
          { title: say('policy.purpose'), header: true, cell: (row) => row.title },
          { title: say('policy.basis'), cell: (row) => row.basis },
          { title: say('policy.categories'), cell: (row) => row.categories },
        ]}
        rows={view.purposes}
      />
      <h2>{say('policy.recipients')}</h2>
      <Table
        frame={frame}
        caption={say('policy.recipients')}
        under
        columns={[
          {
            title: say('policy.recipient'),
            header: true,
            cell: ({ name, policyUrl }) =>
              policyUrl === undefined ? (
                name
              ) : (
                <a href={policyUrl} rel="noreferrer">
                  {name}
                </a>
              ),
          },
          { title: say('policy.receives'), cell: (row) => row.receives },
        ]}
        rows={view.recipients}
      />
      <Transfers view={view} />
    </section>
  );
}

/** Each with the recipient that it is about: many say the same. */
function Transfers({ view: { frame, transfers } }: { view: PolicyView }) {
  const say = wordsOf(frame);
  if (transfers.length === 0) return null;
  return (
    <>
      <h2>{say('policy.transfers')}</h2>
      <Table
        frame={frame}
        caption={say('policy.transfers')}
        under
        columns={[
          { title: say('policy.recipient'), header: true, cell: (row) => <bdi>{row.recipient}</bdi> },
          { title: say('policy.transfer'), cell: (row) => row.text },
        ]}
        rows={transfers}
      />
    </>
  );
}

function List({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
