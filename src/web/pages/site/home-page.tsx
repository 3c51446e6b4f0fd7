import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
import { type RequestState } from '../../../requests/request-kinds.js';

export interface HomeView {
  readonly frame: PageFrame;
  /** The requests of whoever is signed in; undefined for everybody else. */
  readonly requests?: readonly {
    readonly reference: string;
    readonly kind: RequestKind;
    readonly state: RequestState;
  }[];
}

export function HomePage({ frame, requests }: HomeView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('site.home')}>
      <h1>
        <Phrase frame={frame} text="home.heading" values={{ site: <bdi>{frame.site}</bdi> }} />
      </h1>
      <p class="lead">{say('home.intro')}</p>
      {requests === undefined ? (
        <Visitors frame={frame} />
      ) : (
        <OwnRequests frame={frame} requests={requests} />
      )}
      <p class="aside">
        <a href="/api/docs">{say('home.api')}</a>
      </p>
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
        <p>
          <a class="btn btn-primary" href={linkTo(frame, '/login')}>
            {say('login.button')}
          </a>
        </p>
        <p>
          <a href={linkTo(frame, '/forgot')}>{say('login.forgot')}</a>
        </p>
      </section>
      <section class="card">
        <h2>{say('home.guest')}</h2>
        <p>{say('home.guest.text')}</p>
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
