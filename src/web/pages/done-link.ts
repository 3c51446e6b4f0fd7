import { linkTo, type PageFrame } from '../layout/frame.js';
import { type PageKey } from '../words/words.js';

/** Where to go on to after something was done: the page there says what, on top. */
export function doneAt(frame: PageFrame, path: string, done: PageKey & `done.${string}`): string {
  return linkTo(frame, `${path}?done=${done.slice('done.'.length)}`);
}
