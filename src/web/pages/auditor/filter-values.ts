import { type AuditFilter } from '../../../audit/audit-filter.js';
import { writtenDay } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { actionName, actorKind, outcomeName, shortPseudonym } from './event-line.js';
import { formOf, impersonalBy, pseudonymsIn, type SearchField, searchParams } from './search-form.js';

/** What a search asks for, each field with its value as the pages write it; people by the beginning of their number. */
export function filterValues(frame: PageFrame, filter: AuditFilter): string {
  const say = wordsOf(frame);
  const given = [...searchParams(formOf(filter, frame.zone))] as [SearchField, string][];
  return given
    .map(([field, value]) =>
      say('views.filter', { field: say(`audit.${field}`), value: valueText(frame, field, value) }),
    )
    .join(say('views.between'));
}

function valueText(frame: PageFrame, field: SearchField, value: string): string {
  switch (field) {
    case 'action':
      return actionName(frame, value);
    case 'outcome':
      return outcomeName(frame, value);
    case 'from':
    case 'to':
      return writtenDay(value, frame.locale);
    case 'actor':
    case 'subject':
      return personText(frame, value);
    default:
      return value;
  }
}

function personText(frame: PageFrame, value: string): string {
  const type = impersonalBy(value);
  if (type !== undefined) return actorKind(frame, type);
  const people = (pseudonymsIn(value) ?? [value]).map(shortPseudonym);
  return new Intl.ListFormat(frame.locale, { type: 'unit' }).format(people);
}
