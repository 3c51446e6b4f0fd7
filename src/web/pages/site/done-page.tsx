import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

/** What was done, said on a page of its own. */
export interface DoneView {
  readonly frame: PageFrame;
  readonly step: 'confirmEmail' | 'confirmAddress' | 'stop' | 'reset' | 'forgot' | 'link';
}

export function DonePage({ frame, step }: DoneView) {
  const say = wordsOf(frame);
  const title = say(`${step}.done.title`);
  return (
    <Layout frame={frame} title={title}>
      <div role="status">
        <h1>{title}</h1>
        <p class="lead">{say(`${step}.done.text`)}</p>
      </div>
      {(step === 'forgot' || step === 'link') && (
        <p>
          {say('register.done.none')} <a href={linkTo(frame, frame.path)}>{say('mail.again')}</a>
        </p>
      )}
      {step === 'stop' && (
        <p>
          <a href={linkTo(frame, '/forgot')}>{say('reset.title')}</a>
        </p>
      )}
      {step !== 'forgot' && step !== 'link' && step !== 'stop' && (
        <p>
          <a href={linkTo(frame, '/login')}>{say('login.button')}</a>
        </p>
      )}
    </Layout>
  );
}
