import { writtenCite } from '../../../policy/cites.js';
import { regime } from '../../../policy/regimes.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';

/** A ground for refusing as admins choose it: what it means, and its article. */
export interface GroundChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The grounds that the request's law knows. */
export function groundChoices(frame: PageFrame, code: string): GroundChoice[] {
  return regime(code).refusalGrounds.map(({ id, cite }) => ({
    value: id,
    label: nameOf(frame, id),
    hint: cite && writtenCite(cite, frame.locale),
  }));
}

/** The ground of a refused request, with its article. */
export function groundText(frame: PageFrame, request: Pick<SubjectRequest, 'regime' | 'ground'>): string {
  const ground = request.ground ?? '';
  const cite = regime(request.regime).refusalGrounds.find(({ id }) => id === ground)?.cite;
  return cite === undefined
    ? nameOf(frame, ground)
    : `${nameOf(frame, ground)} (${writtenCite(cite, frame.locale)})`;
}

/** Laws that were not reviewed name their grounds in English alone. */
function nameOf(frame: PageFrame, id: string): string {
  const key = `ground.${id}`;
  return isPageKey(key) ? wordsOf(frame)(key) : id.replaceAll('_', ' ');
}
