import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Phrase, wordsOf } from '../../layout/phrase.js';
import { type KeptForm, typedTexts } from '../kept-form.js';

export interface KeptView {
  readonly frame: PageFrame;
  readonly kept: KeptForm;
  /** User name of whoever signed in. */
  readonly username: string;
  /** Where to go on to without sending it. */
  readonly next: string;
}

/** After a sign-in: what was typed before and could not be sent then, to be sent now or never. */
export function KeptPage({ frame, kept, username, next }: KeptView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('kept.title')}>
      <h1>{say('kept.title')}</h1>
      <p class="lead">
        <Phrase frame={frame} text="kept.text" values={{ username: <bdi>{username}</bdi> }} />
      </p>
      <KeptTexts frame={frame} kept={kept} />
      <Form frame={frame} path={kept.path}>
        {kept.fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Submit>{say('kept.send')}</Submit>
      </Form>
      <p class="mt-3">
        <a href={linkTo(frame, next)}>{say('kept.drop')}</a>
      </p>
    </Layout>
  );
}

/** The sentences of a form that was not taken, to be read and copied. */
export function KeptTexts({ frame, kept }: { frame: PageFrame; kept: KeptForm }) {
  return (
    <section class="card my-4">
      <h2>{wordsOf(frame)('kept.typed')}</h2>
      {typedTexts(kept).map((text, index) => (
        <p key={index} class="letter" dir="auto">
          {text}
        </p>
      ))}
    </section>
  );
}
