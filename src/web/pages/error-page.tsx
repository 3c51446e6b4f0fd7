import { linkTo, type PageFrame } from '../layout/frame.js';
import { Layout } from '../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../layout/phrase.js';
import { isPageKey } from './words/words.js';

export interface ErrorView {
  readonly frame: PageFrame;
  readonly status: number;
  /** How long to wait, where the answer says so (429). */
  readonly retryAfterSeconds?: number;
  /** The number under which the fault is logged (500). */
  readonly number?: string;
}

export function ErrorPage({ frame, status, retryAfterSeconds, number }: ErrorView) {
  const say = wordsOf(frame);
  const words = wordsFor(status);
  const title = say(`problem.title.${words}`);
  const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(`problem.text.${words}`, { minutes })}</p>
      {number !== undefined && (
        <p>
          <Phrase frame={frame} text="problem.number" values={{ number: <Ltr>{number}</Ltr> }} />
        </p>
      )}
      {status === 401 && (
        <p>
          <a href={linkTo(frame, '/login')}>{say('login.button')}</a>
        </p>
      )}
      <p>
        <a href={linkTo(frame, '/')}>{say('site.home')}</a>
      </p>
    </Layout>
  );
}

type Worded = 401 | 403 | 404 | 409 | 410 | 429 | 500 | 503 | 'other';

function wordsFor(status: number): Worded {
  if (isPageKey(`problem.title.${status}`)) return status as Worded;
  return status >= 500 ? 500 : 'other';
}
