import { type MaskedItem } from '../../../audit/masked-item.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';
import { filterNames } from './filter-names.js';

type DetailValue = MaskedItem['detail'][string];

/** What the log says in codes and counts, one line each. What nobody wrote words for stays the code that it is. */
export function detailLines(frame: PageFrame, detail: MaskedItem['detail']): string[] {
  const say = wordsOf(frame);
  return Object.entries(detail)
    .map(([name, value]) => [name, valueText(frame, name, value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) =>
      say('audit.detailLine', { name: inWords(frame, `audit.detail.${name}`, name), value }),
    );
}

function valueText(frame: PageFrame, name: string, value: DetailValue): string {
  if (typeof value === 'boolean') return inWords(frame, `audit.value.${String(value)}`, String(value));
  if (name === 'kind') return inWords(frame, `office.kind.${String(value)}`, String(value));
  if (typeof value !== 'object') return String(value);
  if (name === 'filters') return filterNames(frame, value.map(String));
  const words = value.map((one) =>
    name === 'fields' ? inWords(frame, `audit.field.${String(one)}`, String(one)) : String(one),
  );
  return words.join(', ');
}

function inWords(frame: PageFrame, key: string, code: string): string {
  return isPageKey(key) ? wordsOf(frame)(key) : code;
}
