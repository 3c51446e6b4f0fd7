import { linkTo, type PageFrame } from '../layout/frame.js';
import { type PageKey } from '../words/words.js';

/** Where to go back to after something was done: a path of the portal that may have a query; the page says what was done. */
export function backWithDone(
  frame: Pick<PageFrame, 'chosen' | 'locale'>,
  path: string,
  done: PageKey & `done.${string}`,
): string {
  const url = new URL(path, 'http://portal.invalid');
  url.searchParams.set('done', done.slice('done.'.length));
  return linkTo(frame, url.pathname + url.search);
}
