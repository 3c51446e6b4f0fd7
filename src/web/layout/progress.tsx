import { linkTo, type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** Long work under way, by what was really done. */
export interface ProgressView {
  readonly frame: PageFrame;
  /** Where this part of the page is had again: answers {@link Progress} alone, or asks for the whole page at the end. */
  readonly path: string;
  /** What is being done, in words. */
  readonly text: string;
  readonly done: number;
  /** Missing while nobody knows how much there is. */
  readonly total?: number;
}

/** A bar that looks again by itself every two seconds; without scripts by a link. */
export function Progress({ frame, path, text, done, total }: ProgressView) {
  const say = wordsOf(frame);
  return (
    <div
      id="progress"
      class="card mb-4"
      hx-get={linkTo(frame, path)}
      hx-trigger="load delay:2s"
      hx-swap="outerHTML"
      hx-target="this"
    >
      <p role="status">{text}</p>
      <progress
        aria-label={say('progress.label')}
        value={total === undefined ? undefined : done}
        max={total}
      />
      {total !== undefined && <p class="mb-1">{say('progress.done', { done, total })}</p>}
      <p class="quiet-text">
        {say('progress.leave')} <a href={linkTo(frame, frame.path)}>{say('progress.reload')}</a>
      </p>
    </div>
  );
}
