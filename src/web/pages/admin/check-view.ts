import { writtenDay } from '../../../platform/i18n/dates.js';
import { awaitsSearch, type ManualCheck } from '../../../requests/manual-checks.js';
import { isSearched } from '../../../sources/manual/manual-system.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A system that is searched by hand, as the page of a case shows it. */
export interface CheckLine {
  readonly id: string;
  readonly title: string;
  /** What was found, or what is to be done. */
  readonly text: string;
  readonly open: boolean;
  /** Where the answer is given; absent where nobody has to search. */
  readonly path?: string;
}

export function presentChecks(
  frame: PageFrame,
  casePath: string,
  kind: string,
  checks: readonly ManualCheck[],
): CheckLine[] {
  return checks.map((check) => {
    const { id, title } = check.system;
    return {
      id,
      title: title[frame.locale],
      text: textOf(frame, check),
      open: awaitsSearch(check),
      path: isSearched(check.system, kind) ? `${casePath}/checks/${id}` : undefined,
    };
  });
}

function textOf(frame: PageFrame, { answer, goneBy }: ManualCheck): string {
  const say = wordsOf(frame);
  const day = (date: string | undefined) => (date === undefined ? '' : writtenDay(date, frame.locale));
  if (answer !== undefined) return say(`check.found.${answer.outcome}`, { day: day(answer.expiresOn) });
  return goneBy === undefined ? say('check.open') : say('check.rotates', { day: day(goneBy) });
}
