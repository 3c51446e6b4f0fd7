import { Form } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

/** Links from mails that do something: opening one only shows a button, since programs open links too. */
export type ButtonStep = 'confirmEmail' | 'confirmAddress' | 'confirmRequest' | 'stop';

/** @see ButtonStep */
export interface ButtonView {
  readonly frame: PageFrame;
  readonly step: ButtonStep;
}

export function ButtonPage({ frame, step }: ButtonView) {
  const say = wordsOf(frame);
  const title = say(`${step}.title`);
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(`${step}.text`)}</p>
      <Form frame={frame}>
        <button type="submit" class="btn btn-primary">
          {say(`${step}.button`)}
        </button>
      </Form>
    </Layout>
  );
}
