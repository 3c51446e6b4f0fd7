import { groundLine, writtenGround } from '../../../policy/grounds.js';
import { regime } from '../../../policy/regimes.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';

/** A ground for refusing as admins choose it: what it means, and its article. */
export interface GroundChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The grounds that the request's law knows; a ground without a sentence stands under its name in the law's figures. */
export function groundChoices({ locale }: PageFrame, code: string): GroundChoice[] {
  const law = regime(code);
  return law.refusalGrounds.map(({ id }) => {
    const { sentence, cite } = writtenGround(law, id, locale);
    return { value: id, label: sentence ?? nameOf(id), hint: cite };
  });
}

/** The ground of a refused request, with its article. */
export function groundText(
  { locale }: PageFrame,
  request: Pick<SubjectRequest, 'regime' | 'ground'>,
): string {
  const id = request.ground ?? '';
  const { sentence, cite } = writtenGround(regime(request.regime), id, locale);
  return groundLine({ sentence: sentence ?? nameOf(id), cite }) ?? '';
}

/** Laws that were not reviewed name their grounds in English alone. */
function nameOf(id: string): string {
  return id.replaceAll('_', ' ');
}
