import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';

/** The fields of a search that these parts of a filter come from, in words and in one line. */
export function filterNames(frame: PageFrame, parts: readonly string[]): string {
  const fields = new Set(parts.map((part) => (part === 'actorType' ? 'actor' : part)));
  const names = [...fields].map((field) => {
    const key = `audit.${field}`;
    return isPageKey(key) ? wordsOf(frame)(key) : field;
  });
  return new Intl.ListFormat(frame.locale, { type: 'unit' }).format(names);
}
