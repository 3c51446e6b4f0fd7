import { linkTo } from '../../layout/frame.js';
import { Tag } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type CaseView } from './case-view.js';

/** Systems that are no databases, and what was found in each. */
export function Checks({ view: { frame, checks } }: { view: CaseView }) {
  if (checks.length === 0) return null;
  const say = wordsOf(frame);
  return (
    <section id="checks">
      <h2>{say('check.title')}</h2>
      <dl>
        {checks.map(({ id, title, text, open, path }) => (
          <div key={id}>
            <dt>
              <bdi>{title}</bdi> {open && <Tag tone="warn">{say('check.due')}</Tag>}
            </dt>
            <dd>
              {text}{' '}
              {path !== undefined && (
                <a href={linkTo(frame, path)}>{say(open ? 'check.say' : 'check.change')}</a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
