import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';

/** A request that has arrived, as its own page says it. */
export interface SentView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly kind: string;
  readonly receivedOn: string;
  /** The date and whose date it is; missing once no answer is awaited. */
  readonly due?: { readonly on: string; readonly basis: string };
  readonly regime: string;
  readonly next: string;
}

export function SentPage({ frame, reference, kind, receivedOn, due, regime, next }: SentView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('sent.title')}>
      <h1>{say('sent.title')}</h1>
      <p class="lead">
        {say('sent.reference')}{' '}
        <strong>
          <Ltr>{reference}</Ltr>
        </strong>
      </p>
      <Facts
        facts={[
          [say('ask.check.kind'), kind],
          [say('request.received'), receivedOn],
          [
            say('request.due'),
            due && (
              <>
                <strong>{due.on}</strong>
                <br />
                {due.basis}
              </>
            ),
          ],
        ]}
      />
      <h2>{say('request.next')}</h2>
      <p>{next}</p>
      <p>{say('sent.regime', { regime })}</p>
      <p>
        <a class="btn btn-primary" href={linkTo(frame, `/requests/${reference}`)}>
          {say('sent.open')}
        </a>
      </p>
      <p class="quiet-text">{say('sent.keep')}</p>
    </Layout>
  );
}

/** What comes of a request without an account, the same for every address. */
export function LookIntoMailboxPage({ frame, reference }: { frame: PageFrame; reference?: string }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('sent.guest.title')}>
      <div role="status">
        <h1>{say('sent.guest.title')}</h1>
        <p class="lead">{say('sent.guest.text')}</p>
      </div>
      <p>{say('sent.guest.link')}</p>
      {reference !== undefined && (
        <>
          <p>
            {say('sent.reference')}{' '}
            <strong>
              <Ltr>{reference}</Ltr>
            </strong>
          </p>
          <p>
            {say('sent.guest.none')}{' '}
            <a href={linkTo(frame, `/requests/${reference}/link`)}>{say('sent.guest.again')}</a>
          </p>
        </>
      )}
    </Layout>
  );
}
