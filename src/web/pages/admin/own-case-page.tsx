import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** Says to an admin why they do not see the file of their own case, and where they follow it. */
export function OwnCasePage({ frame, reference }: { frame: PageFrame; reference: string }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('case.own.title')}>
      <h1>{say('case.own.title')}</h1>
      <p class="lead">
        <Phrase frame={frame} text="case.own.text" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </p>
      <p>
        <a href={linkTo(frame, `/requests/${reference}`)}>{say('case.own.link')}</a>
      </p>
    </Layout>
  );
}
