import { AsWritten } from '../../layout/as-written.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { markedTitle } from '../../layout/form.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Tag, Timeline } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { Progress } from '../../layout/progress.js';
import { type BundleView, type RefusalView, type RequestView } from './request-view.js';
import { RestrictionSection } from './restriction-section.js';
import { Thread, ThreadErrors } from './thread.js';

/** The page of one request, for the person who made it. */
export function RequestPage(view: RequestView) {
  const { frame, reference, thread } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('request.title', { reference }), thread.errors)}>
      <ThreadErrors frame={frame} thread={thread} />
      <h1>
        <Phrase frame={frame} text="request.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="state">
        <Tag tone={view.tone}>{view.state}</Tag> {view.kind}
      </p>
      {view.progress !== undefined && <Progress {...view.progress} />}
      {view.bundle !== undefined && <Bundle frame={frame} bundle={view.bundle} />}
      <Next view={view} />
      {view.restriction !== undefined && <RestrictionSection frame={frame} restriction={view.restriction} />}
      {view.refusal !== undefined && <Refusal frame={frame} refusal={view.refusal} />}
      <CaseFacts view={view} />
      <Thread frame={frame} thread={thread} />
      <section>
        <h2>{say('request.timeline')}</h2>
        <Timeline entries={view.timeline} />
      </section>
      {view.doubtPath !== undefined && (
        <p>
          {say('data.doubt')} <a href={linkTo(frame, view.doubtPath)}>{say('doubt.title')}</a>
        </p>
      )}
      {view.withdrawPath !== undefined && (
        <p>
          <a class="btn btn-outline-danger btn-sm" href={linkTo(frame, view.withdrawPath)}>
            {say('request.withdraw')}
          </a>
        </p>
      )}
    </Layout>
  );
}

function Next({ view }: { view: RequestView }) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('request.next')}</h2>
      <p>{view.next}</p>
      {view.receiptPath !== undefined && (
        <p>
          <a href={linkTo(frame, view.receiptPath)}>{say('receipt.see')}</a>
        </p>
      )}
      {view.againPath !== undefined && (
        <p>
          <a class="btn btn-primary" href={linkTo(frame, view.againPath)}>
            {say('request.again')}
          </a>
        </p>
      )}
    </section>
  );
}

function CaseFacts({ view }: { view: RequestView }) {
  const say = wordsOf(view.frame);
  const { due } = view;
  return (
    <Facts
      facts={[
        [say('request.turn'), view.turn],
        [say('request.received'), view.receivedOn],
        [
          say('request.due'),
          due && (
            <>
              <strong>{due.on}</strong>
              <br />
              {[due.basis, ...due.notes].join(' ')}
            </>
          ),
        ],
      ]}
    />
  );
}

/** Why not, and who else can be asked. */
function Refusal({ frame, refusal }: { frame: PageFrame; refusal: RefusalView }) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('refusal.title')}</h2>
      <Facts
        facts={[
          [say('refusal.ground'), refusal.ground],
          [say('refusal.cite'), refusal.cite && <bdi dir="auto">{refusal.cite}</bdi>],
        ]}
      />
      {refusal.explanation !== undefined && (
        <>
          <h3>{say('request.explanation')}</h3>
          <AsWritten text={refusal.explanation} look="letter" />
        </>
      )}
      <h3>{say('refusal.complain')}</h3>
      <p>{say('refusal.complain.text')}</p>
      <p>
        {refusal.authority}
        <br />
        <a href={refusal.authorityUrl} rel="noreferrer">
          <Ltr>{refusal.authorityUrl}</Ltr>
        </a>
      </p>
    </section>
  );
}

function Bundle({ frame, bundle }: { frame: PageFrame; bundle: BundleView }) {
  const say = wordsOf(frame);
  const waits = bundle.availableFrom !== undefined;
  return (
    <section class="card">
      <h2>{say('bundle.title')}</h2>
      {waits && <p>{say('bundle.waits', { at: bundle.availableFrom ?? '' })}</p>}
      {!waits && (
        <p>
          <a class="btn btn-primary" href={linkTo(frame, bundle.path)}>
            <Phrase frame={frame} text="bundle.download" values={{ size: <bdi>{bundle.size}</bdi> }} />
          </a>
        </p>
      )}
      <p>
        {say('bundle.expires', { at: bundle.expiresAt })}{' '}
        {say('bundle.often', { downloads: bundle.downloads })} {say('bundle.again')}
      </p>
      <p class="checksum">
        {say('bundle.sha256')} <Ltr>{bundle.sha256}</Ltr>
      </p>
    </section>
  );
}
