import { type BulkAction, type BulkOutcome } from '../../../requests/request-bulk.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type PageKey } from '../../words/words.js';

/** What became of cases that were chosen together, where some stayed as they were. */
export interface BulkView {
  readonly frame: PageFrame;
  /** Said above the cases in which it was done; missing where there is none. */
  readonly done?: string;
  readonly doneCases: readonly BulkCase[];
  /** Said above those that stayed as they were. */
  readonly left: string;
  readonly leftCases: readonly (BulkCase & { readonly why: string })[];
  /** The queue as it was filtered. */
  readonly back: string;
}

export interface BulkCase {
  readonly reference: string;
  readonly path: string;
}

const WHY: Readonly<Record<string, PageKey>> = {
  'own-case': 'bulk.why.own',
  'wrong-state': 'bulk.why.state',
  'acknowledged-before': 'bulk.why.before',
};

export function presentBulk(
  frame: PageFrame,
  action: BulkAction,
  { done, skipped }: BulkOutcome,
  back: string,
): BulkView {
  const say = wordsOf(frame);
  const shown = (reference: string): BulkCase => ({ reference, path: `/admin/requests/${reference}` });
  return {
    frame,
    done: done.length === 0 ? undefined : say(`bulk.done.${action}`, { count: done.length }),
    doneCases: done.map(shown),
    left: say('bulk.left', { count: skipped.length }),
    leftCases: skipped.map(({ reference, code }) => ({
      ...shown(reference),
      why: say(WHY[code] ?? 'bulk.why.gone'),
    })),
    back,
  };
}
