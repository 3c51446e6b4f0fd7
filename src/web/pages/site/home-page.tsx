import { type RequestKind } from '../../../policy/request-kinds.js';
import { type RequestState } from '../../../requests/request-kinds.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

export interface HomeView {
  readonly frame: PageFrame;
  /** The requests of whoever is signed in; undefined for everybody else. */
  readonly requests?: readonly {
    readonly reference: string;
    readonly kind: RequestKind;
    readonly state: RequestState;
  }[];
  /** The site has articles to comment on. */
  readonly hasArticles?: boolean;
}

/** What people come for, most asked first. */
const RIGHTS = ['export', 'erasure', 'rectification', 'objection', 'restriction', 'complaint'] as const;

/** The front door: the rights in plain words, each with the way to use it. */
export function HomePage({ frame, requests, hasArticles = false }: HomeView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('site.home')}>
      <h1>
        <Phrase frame={frame} text="home.heading" values={{ site: <bdi>{frame.site}</bdi> }} />
      </h1>
      <p class="lead">{say('home.intro')}</p>
      {requests !== undefined && <OwnRequests frame={frame} requests={requests} />}
      <section>
        <h2>{say('home.rights')}</h2>
        <div class="cards">
          {RIGHTS.map((kind) => (
            <div key={kind} class="card">
              <h3>
                <a href={linkTo(frame, `/requests/new?kind=${kind}`)}>{say(`home.right.${kind}`)}</a>
              </h3>
              <p>{say(`home.right.${kind}.text`)}</p>
            </div>
          ))}
        </div>
      </section>
      {requests === undefined && <Visitors frame={frame} />}
      {hasArticles && (
        <section>
          <h2>
            <a href={linkTo(frame, '/articles')}>{say('home.articles')}</a>
          </h2>
          <p>{say('home.articles.text')}</p>
        </section>
      )}
    </Layout>
  );
}

function Visitors({ frame }: { frame: PageFrame }) {
  const say = wordsOf(frame);
  return (
    <div class="cards">
      <section class="card">
        <h2>{say('home.member')}</h2>
        <p>{say('home.member.text')}</p>
        <p class="actions">
          <a class="btn btn-primary" href={linkTo(frame, '/login')}>
            {say('login.button')}
          </a>
          <a href={linkTo(frame, '/forgot')}>{say('login.forgot')}</a>
        </p>
      </section>
      <section class="card">
        <h2>{say('home.guest')}</h2>
        <p>{say('home.guest.text')}</p>
        <p class="actions">
          <a class="btn btn-primary" href={linkTo(frame, '/requests/new')}>
            {say('nav.newRequest')}
          </a>
        </p>
      </section>
    </div>
  );
}

function OwnRequests({ frame, requests }: { frame: PageFrame; requests: NonNullable<HomeView['requests']> }) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('home.requests')}</h2>
      {requests.length === 0 && <p>{say('home.none')}</p>}
      <ul class="rows">
        {requests.map(({ reference, kind, state }) => (
          <li key={reference}>
            <a href={linkTo(frame, `/requests/${reference}`)}>
              <Ltr>{reference}</Ltr>
            </a>
            <span>{say(`kind.${kind}`)}</span>
            <span class="tag">{say(`state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
