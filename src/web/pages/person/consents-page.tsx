import { ButtonForm } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Pager, Table, Tag } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** A consent in the reader's words. */
export interface ConsentLine {
  readonly purpose: string;
  readonly version: string;
  readonly given: string;
  /** Missing for one that was not withdrawn. */
  readonly withdrawn?: string;
  /** When it ended by itself. */
  readonly over?: string;
  /** The purpose by its id, for one that can be withdrawn here at once. */
  readonly withdrawable?: string;
  /** Where its record is, as data. */
  readonly recordPath?: string;
}

/** What somebody agreed to, the latest first. */
export interface ConsentsView {
  readonly frame: PageFrame;
  readonly consents: readonly ConsentLine[];
  readonly query: URLSearchParams;
  readonly first: boolean;
  readonly next?: string;
}

export function ConsentsPage({ frame, consents, query, first, next }: ConsentsView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('consents.title')}>
      <h1>{say('consents.title')}</h1>
      <p class="lead">{say('consents.intro')}</p>
      {consents.length === 0 ? (
        <p>{say('consents.none')}</p>
      ) : (
        <Table
          frame={frame}
          caption={say('consents.caption')}
          rows={consents}
          columns={[
            { title: say('consents.purpose'), header: true, cell: ({ purpose }) => <bdi>{purpose}</bdi> },
            { title: say('consents.version'), cell: ({ version }) => <Ltr>{version}</Ltr> },
            { title: say('consents.given'), cell: ({ given }) => given },
            { title: say('consents.withdrawn'), cell: (consent) => <End frame={frame} consent={consent} /> },
            {
              title: say('consents.actions'),
              act: true,
              cell: (consent) => <Actions frame={frame} consent={consent} />,
            },
          ]}
        />
      )}
      <Pager frame={frame} query={query} first={first} next={next} />
      <p>{say('consents.ways')}</p>
      <div class="actions">
        <a
          class="btn btn-outline-primary btn-sm"
          href={linkTo(frame, '/requests/new?kind=consent_withdrawal')}
        >
          {say('ask.send.consent_withdrawal')}
        </a>
        <a href={linkTo(frame, '/privacy')}>{say('nav.privacy')}</a>
        <a href={linkTo(frame, '/account')}>{say('account.back')}</a>
      </div>
    </Layout>
  );
}

function End({ frame, consent: { withdrawn, over } }: { frame: PageFrame; consent: ConsentLine }) {
  const say = wordsOf(frame);
  if (withdrawn !== undefined) return <>{withdrawn}</>;
  if (over !== undefined) return <>{say('consents.over', { at: over })}</>;
  return <Tag tone="good">{say('consents.inForce')}</Tag>;
}

function Actions({ frame, consent }: { frame: PageFrame; consent: ConsentLine }) {
  const say = wordsOf(frame);
  const { purpose, withdrawable, recordPath } = consent;
  return (
    <div class="row-actions">
      {withdrawable !== undefined && (
        <ButtonForm frame={frame} path="/account/consents/withdraw" values={{ purpose: withdrawable }}>
          {say('consents.withdraw')} <span class="visually-hidden">{purpose}</span>
        </ButtonForm>
      )}
      {recordPath !== undefined && <a href={recordPath}>{say('consents.record')}</a>}
    </div>
  );
}
