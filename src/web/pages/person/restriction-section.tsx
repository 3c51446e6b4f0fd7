import { AsWritten } from '../../layout/as-written.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type RestrictionPart } from './restriction-view.js';

/** Whether a restriction is in force, until when, and the way to end it. */
export function RestrictionSection({
  frame,
  restriction,
}: {
  frame: PageFrame;
  restriction: RestrictionPart;
}) {
  const say = wordsOf(frame);
  const { sentences, reason, endPath } = restriction;
  return (
    <section>
      <h2>{say('restriction.title')}</h2>
      <p>{sentences.join(' ')}</p>
      {reason !== undefined && (
        <>
          <h3>{say('restriction.reason')}</h3>
          <AsWritten text={reason} look="letter" />
        </>
      )}
      {endPath !== undefined && (
        <p>
          <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, endPath)}>
            {say('restriction.end')}
          </a>
        </p>
      )}
    </section>
  );
}
