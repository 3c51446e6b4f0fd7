import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type WayOn } from './ways-on.js';
import { isPageKey, type PageKey } from '../../words/words.js';

export interface ErrorView {
  readonly frame: PageFrame;
  readonly status: number;
  /** What this refusal says, where it says more than its status does. */
  readonly sentence?: PageKey;
  /** Where to go on from here, besides home. */
  readonly ways?: readonly WayOn[];
  /** How long to wait, where the answer says so (429). */
  readonly retryAfterSeconds?: number;
  /** The number under which the fault is logged (500). */
  readonly number?: string;
}

export function ErrorPage({ frame, status, sentence, ways = [], retryAfterSeconds, number }: ErrorView) {
  const say = wordsOf(frame);
  const words = wordsFor(status);
  const title = say(`problem.title.${words}`);
  const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="lead">{sentence === undefined ? say(`problem.text.${words}`, { minutes }) : say(sentence)}</p>
      {number !== undefined && (
        <p>
          <Phrase frame={frame} text="problem.number" values={{ number: <Ltr>{number}</Ltr> }} />
        </p>
      )}
      {ways.map(({ path, text }) => (
        <p key={path}>
          <a href={linkTo(frame, path)}>{say(text)}</a>
        </p>
      ))}
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
