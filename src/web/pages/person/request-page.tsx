import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type RequestView } from './request-view.js';

/** The page of one request, for the person who made it. */
export function RequestPage(view: RequestView) {
  const { frame, reference } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('request.title', { reference })}>
      {view.justConfirmed && (
        <p class="notice good" role="status">
          {say('request.confirmed')}
        </p>
      )}
      <h1>
        <Phrase frame={frame} text="request.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="state">
        <span class={`tag ${view.tone}`}>{view.state}</span> {view.kind}
      </p>
      {view.bundle !== undefined && <Bundle frame={frame} bundle={view.bundle} />}
      <section>
        <h2>{say('request.next')}</h2>
        <p>{view.next}</p>
        {view.explanation !== undefined && (
          <>
            <h3>{say('request.explanation')}</h3>
            <p class="letter" dir="auto">
              {view.explanation}
            </p>
          </>
        )}
      </section>
      {view.receiptPath !== undefined && (
        <p>
          <a href={linkTo(frame, view.receiptPath)}>{say('receipt.see')}</a>
        </p>
      )}
      <Facts view={view} />
      <Timeline view={view} />
      {view.withdrawPath !== undefined && (
        <form method="post" action={linkTo(frame, view.withdrawPath)}>
          <button type="submit" class="btn btn-outline-primary btn-sm">
            {say('request.withdraw')}
          </button>
        </form>
      )}
    </Layout>
  );
}

function Facts({ view }: { view: RequestView }) {
  const say = wordsOf(view.frame);
  return (
    <dl class="facts">
      <dt>{say('request.reference')}</dt>
      <dd>
        <Ltr>{view.reference}</Ltr>
      </dd>
      <dt>{say('request.received')}</dt>
      <dd>{view.receivedOn}</dd>
      {view.due !== undefined && (
        <>
          <dt>{say('request.due')}</dt>
          <dd>
            <strong>{view.due.on}</strong>
            <br />
            {view.due.basis}
            {view.due.extended && ` ${say('request.extended')}`}
          </dd>
        </>
      )}
    </dl>
  );
}

function Bundle({ frame, bundle }: { frame: PageFrame; bundle: NonNullable<RequestView['bundle']> }) {
  const say = wordsOf(frame);
  return (
    <section class="card">
      <h2>{say('bundle.title')}</h2>
      {bundle.availableFrom === undefined ? (
        <>
          <p>
            <a class="btn btn-primary" href={linkTo(frame, bundle.path)}>
              <Phrase frame={frame} text="bundle.download" values={{ size: <bdi>{bundle.size}</bdi> }} />
            </a>
          </p>
          <p>
            {say('bundle.expires', { at: bundle.expiresAt })} {say('bundle.again')}
          </p>
        </>
      ) : (
        <p>{say('bundle.waits', { at: bundle.availableFrom })}</p>
      )}
      <p class="checksum">
        {say('bundle.sha256')} <Ltr>{bundle.sha256}</Ltr>
      </p>
    </section>
  );
}

function Timeline({ view }: { view: RequestView }) {
  return (
    <section>
      <h2>{wordsOf(view.frame)('request.timeline')}</h2>
      <ol class="timeline">
        {view.timeline.map(({ at, writtenAt, text }, index) => (
          <li key={index}>
            <time datetime={at}>{writtenAt}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
