import { type ComponentChildren, Fragment } from 'preact';
import { type Say } from '../../platform/i18n/catalogue.js';
import { pageWords, type PageKey } from '../words/words.js';
import { type PageFrame } from './frame.js';

const OPEN = '\u{f0000}';
const CLOSE = '\u{f0001}';

/** The words of a page in its language. */
export function wordsOf(frame: Pick<PageFrame, 'locale'>): Say<PageKey> {
  return pageWords(frame.locale);
}

const REFERENCE = /^R(?:-[0-9A-Z]{4}){2}$/;

/** A value that reads left to right in any language: an address, an IP, a reference (kept on one line), a checksum. */
export function Ltr({ children }: { children: string }) {
  return (
    <bdi dir="ltr" class={REFERENCE.test(children) ? 'text-nowrap' : undefined}>
      {children}
    </bdi>
  );
}

/** A sentence of the catalogue with elements in the places of its arguments, so that each keeps its own direction. */
export function Phrase({
  frame,
  text,
  values,
}: {
  frame: Pick<PageFrame, 'locale'>;
  text: PageKey;
  values: Readonly<Record<string, ComponentChildren>>;
}) {
  const names = Object.keys(values);
  const marked = Object.fromEntries(names.map((name, index) => [name, `${OPEN}${index}${CLOSE}`]));
  const parts = wordsOf(frame)(text, marked).split(new RegExp(`[${OPEN}${CLOSE}]`, 'u'));
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{index % 2 === 0 ? part : values[names[Number(part)] ?? '']}</Fragment>
      ))}
    </>
  );
}
