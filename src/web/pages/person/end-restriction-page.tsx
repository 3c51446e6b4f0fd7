import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** Asks once more before a person ends their restriction. */
export function EndRestrictionPage({ frame, reference }: { frame: PageFrame; reference: string }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('restriction.end.title', { reference })}>
      <h1>
        <Phrase frame={frame} text="restriction.end.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      <p>{say('restriction.end.text')}</p>
      <div class="actions">
        <Form frame={frame}>
          <Submit>{say('restriction.end')}</Submit>
        </Form>
        <a href={linkTo(frame, `/requests/${reference}`)}>{say('restriction.end.back')}</a>
      </div>
    </Layout>
  );
}
