import { type PageFrame } from '../layout/frame.js';
import { wordsOf } from '../layout/phrase.js';
import { isPageKey } from '../words/words.js';

/** What the reader calls the law; its code where the pages have no words for it. */
export function regimeName(frame: PageFrame, code: string): string {
  const key = `regime.${code}`;
  return isPageKey(key) ? wordsOf(frame)(key) : code;
}
