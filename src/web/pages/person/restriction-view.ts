import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type Restriction, restrictionState } from '../../../requests/restriction.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A restriction, for the person who asked for it. */
export interface RestrictionPart {
  readonly sentences: readonly string[];
  /** What the office wrote about its end. */
  readonly reason?: string;
  /** Where its person ends it, while it is in force. */
  readonly endPath?: string;
}

export function presentRestriction(
  frame: PageFrame,
  restriction: Restriction,
  endPath: string | undefined,
): RestrictionPart {
  const say = wordsOf(frame);
  const at = (instant: Date | undefined): string =>
    instant === undefined ? '' : writtenInstant(instant, frame.locale, frame.zone);
  const state = restrictionState(restriction);
  const { since, liftAt, liftedAt, liftedBy = '', reason } = restriction;
  const values = { since: at(since), at: at(liftedAt ?? liftAt), by: liftedBy };
  return {
    sentences: [
      say(`restriction.${state}`, values),
      ...(state === 'in_force' ? [say('restriction.before')] : []),
    ],
    reason: state === 'in_force' ? undefined : reason,
    endPath: state === 'lifted' ? undefined : endPath,
  };
}
