import { type MaskedItem } from '../../../audit/masked-item.js';
import { groundSentence } from '../../../policy/grounds.js';
import { PURPOSES } from '../../../policy/purposes.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';
import { regimeName } from '../regime-name.js';
import { filterNames } from './filter-names.js';

type DetailValue = MaskedItem['detail'][string];

/** Details whose codes have words of their own elsewhere on the pages: what their keys begin with. */
const WORDS: Readonly<Record<string, string>> = {
  kind: 'office.kind',
  purpose: 'holds.purpose',
  role: 'role',
  scope: 'scope',
};

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
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') return codeText(frame, name, String(value));
  if (name === 'filters') return filterNames(frame, value.map(String));
  const words = value.map((one) => codeText(frame, name, String(one)));
  return new Intl.ListFormat(frame.locale, { type: 'unit' }).format(words);
}

function codeText(frame: PageFrame, name: string, code: string): string {
  if (name === 'regime') return regimeName(frame, code);
  if (name === 'purposes') return purposeTitle(frame, code);
  if (name === 'ground') return groundSentence(code, frame.locale) ?? code;
  const field = inWords(frame, `audit.field.${code}`, code);
  if (name === 'fields') return field;
  return inWords(frame, `${WORDS[name] ?? 'audit.value'}.${code.replaceAll('-', '_')}`, field);
}

function inWords(frame: PageFrame, key: string, code: string): string {
  return isPageKey(key) ? wordsOf(frame)(key) : code;
}

/** A purpose of the policy in the reader's words; one that it does not name any more stays its id. */
function purposeTitle({ locale }: PageFrame, code: string): string {
  return PURPOSES.find(({ id }) => id === code)?.title[locale] ?? code;
}
