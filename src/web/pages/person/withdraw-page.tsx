import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

export interface WithdrawView {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly kind: string;
  /** What taking it back does. */
  readonly text: string;
}

/** Asks once more before a request is taken back. */
export function WithdrawPage({ frame, reference, kind, text }: WithdrawView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('withdraw.title', { reference })}>
      <h1>
        <Phrase frame={frame} text="withdraw.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p class="lead">{kind}</p>
      <p>{text}</p>
      <div class="actions">
        <Form frame={frame}>
          <Submit look="danger">{say('request.withdraw')}</Submit>
        </Form>
        <a href={linkTo(frame, `/requests/${reference}`)}>{say('withdraw.back')}</a>
      </div>
    </Layout>
  );
}
